package io.cutmix.verify;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.finished.StoredTar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The members of tar files: for each sample an image, then its label row. */
final class TarImages implements ImageStore {
  private static final StoredTar NONE = new StoredTar("", 0, List.of());

  private final Subject subject;
  private final List<String> files = new ArrayList<>();
  private StoredTar tar = NONE;
  private String name = "";
  private int next;

  TarImages(Subject subject) {
    this.subject = subject;
  }

  @Override
  public String name(FinishedRow row) throws IOException {
    int member = row.fileName().indexOf(".tar/") + 4;
    if (member < 4) {
      throw new BrokenFile(row.fileName(), "file_name", "a member of a tar file", "another");
    }
    String file = row.fileName().substring(0, member);
    if (!file.equals(name)) {
      end();
      name = file;
      next = 0;
      tar = NONE;
      files.add(file);
      tar = StoredTar.open(subject.folder(), file);
      long limit = subject.options().output().shardBytes().orElse(Long.MAX_VALUE);
      if (tar.size() > limit && tar.members().size() > 2) {
        subject.differ(file, "bytes", "at most " + limit, tar.size());
      }
    }
    return row.fileName();
  }

  @Override
  public LabelFile.Image find(FinishedRow row) throws IOException {
    String image = row.fileName().substring(name.length() + 1);
    StoredTar.Member found = member(image);
    StoredTar.Member label = member(image.replaceFirst("\\.[a-z]+$", ".json"));
    try {
      FinishedRow own = tar.row(label, subject.classes().size());
      Follower.compare(row, own, label.name(), row.fileName(), subject);
    } catch (BrokenFile e) {
      subject.differ(e.difference());
    }
    return found::bytes;
  }

  /** The member of that name, which must be the next. */
  private StoredTar.Member member(String member) throws BrokenFile {
    List<StoredTar.Member> members = tar.members();
    int at = 0;
    while (at < members.size() && !members.get(at).name().equals(member)) {
      at++;
    }
    String path = name + "/" + member;
    if (at == members.size()) {
      throw new BrokenFile(path, "member", "there", "missing");
    }
    if (at < next) {
      subject.differ(path, "place", "behind " + members.get(next - 1).name(), at);
    }
    passExtra(at);
    next = at + 1;
    return members.get(at);
  }

  private void passExtra(int to) {
    for (; next < to; next++) {
      subject.differ(tar.pathOf(tar.members().get(next)), "member", "none", "one");
    }
  }

  @Override
  public void end() {
    passExtra(tar.members().size());
  }

  @Override
  public List<String> files() {
    return files;
  }
}

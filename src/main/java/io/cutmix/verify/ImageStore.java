package io.cutmix.verify;

import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.finished.StoredArray;
import io.cutmix.finished.StoredTar;
import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The images of a run in the order of its rows. To be used by one thread at a time. */
interface ImageStore {
  /**
   * What the next row's image is called in differences.
   *
   * @throws io.cutmix.finished.BrokenFile if there can't be one
   */
  default String name(FinishedRow row) throws IOException {
    return row.fileName();
  }

  /**
   * Where the image is, after a look at what lies around it.
   *
   * @throws io.cutmix.finished.BrokenFile if it isn't there, or else when it is read
   */
  LabelFile.Image find(FinishedRow row) throws IOException;

  /** To be called behind the last row: checks that there is nothing more. */
  default void end() throws IOException {}

  /** The files, beside those that are called as rows say. */
  default List<String> files() {
    return List.of();
  }

  static ImageStore of(Subject subject) throws IOException {
    return switch (subject.options().output().outputFormat()) {
      case NPY -> new NpyImages(subject);
      case WEBDATASET -> new TarImages(subject);
      case MDS -> new MdsImages(subject);
      default -> {
        FinishedFolder folder = subject.folder();
        yield row -> () -> Files.readAllBytes(folder.file(row.fileName()));
      }
    };
  }

  /** The rows of NumPy arrays, with the arrays of their labels beside them. */
  static final class NpyImages implements ImageStore {
    private final Subject subject;
    private final List<String> files = new ArrayList<>();
    private List<StoredArray> arrays = List.of();
    private String name = "";
    private int rows;

    NpyImages(Subject subject) {
      this.subject = subject;
    }

    @Override
    public String name(FinishedRow row) throws IOException {
      if (!row.fileName().equals(name)) {
        end();
        name = row.fileName();
        rows = 0;
        arrays = List.of();
        String labels = name.replaceFirst("^images-", "labels-");
        files.addAll(List.of(name, labels));
        ImageShape shape = Sizes.fixed(subject.options());
        arrays =
            List.of(
                withRows(
                    StoredArray.ofBytes(subject.folder(), name, 4),
                    shape.channels(),
                    shape.height(),
                    shape.width()),
                withRows(
                    StoredArray.ofDoubles(subject.folder(), labels, 2), subject.classes().size()));
      }
      return name + "[" + rows++ + "]";
    }

    private static StoredArray withRows(StoredArray array, int... shape) throws BrokenFile {
      if (!Arrays.equals(array.rowShape(), shape)) {
        throw new BrokenFile(
            array.name(),
            "shape of a row",
            Arrays.toString(shape),
            Arrays.toString(array.rowShape()));
      }
      return array;
    }

    @Override
    public LabelFile.Image find(FinishedRow row) throws IOException {
      int index = rows - 1;
      if (arrays.isEmpty() || index >= arrays.get(0).rows()) {
        throw new BrokenFile(name + "[" + index + "]", "row", "there", "missing");
      }
      StoredArray pixels = arrays.get(0);
      StoredArray labels = arrays.get(1);
      if (index < labels.rows()) {
        subject.expect(
            labels.name() + "[" + index + "]",
            "label",
            Arrays.toString(row.label()),
            Arrays.toString(labels.numbers(index)));
      }
      return () -> pixels.row(index);
    }

    @Override
    public void end() {
      arrays.forEach(array -> subject.expect(array.name(), "rows", rows, array.rows()));
    }

    @Override
    public List<String> files() {
      return files;
    }
  }

  /** The members of tar files: for each sample an image, then its label row. */
  static final class TarImages implements ImageStore {
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
}

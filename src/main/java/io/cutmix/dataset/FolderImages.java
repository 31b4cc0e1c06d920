package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;

/**
 * Images that are files in a folder. Takes {@code names} over: nobody else may change them
 * afterwards.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record FolderImages(ImageFolder folder, String[] names, FileState.Array states)
    implements Dataset.ImageStore {

  @Override
  public byte[] bytes(int sample) throws IOException {
    return folder.bytes(names[sample], states.get(sample));
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    return folder.stream(names[sample], states.get(sample));
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    states.get(sample).addTo(digest);
  }

  @Override
  public long[] sizes() {
    return states.sizes();
  }

  @Override
  public Folder listed() {
    return new Folder(
        folder.root().toAbsolutePath().toString(),
        folder.links(),
        states,
        ImageFolder.characters());
  }

  /**
   * The folder by its absolute path.
   *
   * @param characters of file names where it was listed
   */
  public record Folder(String path, Links links, FileState.Array states, String characters)
      implements Dataset.Listed {
    @Override
    public FolderImages open(String[] names) throws IOException {
      ImageFolder folder = ImageFolder.openElsewhere(path, links, characters, Stream.of(names));
      SampleList.requireSame(folder.state(names[0]), states.get(0), folder.show(names[0]));
      return new FolderImages(folder, names, states);
    }
  }
}

package io.cutmix.dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;

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

  /** In bytes; negative for files that weren't there. */
  public long[] sizes() {
    return states.sizes();
  }

  @Override
  public void write(DataOutputStream to) throws IOException {
    to.writeBoolean(false);
    SampleList.writePath(folder.root(), to);
    to.writeUTF(folder.links().name());
    states.write(to);
  }

  /** What {@link #write} wrote, from the path on. */
  public static FolderImages read(String[] names, DataInputStream from) throws IOException {
    ImageFolder folder = ImageFolder.open(SampleList.readPath(from), Links.valueOf(from.readUTF()));
    FileState.Array states = FileState.Array.read(names.length, from);
    SampleList.requireSame(folder.state(names[0]), states.get(0), folder.show(names[0]));
    return new FolderImages(folder, names, states);
  }
}

package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;

/** Pictures that are files in a folder. */
final class FolderPictures implements PictureStore {
  private final ImageFolder folder;
  private final String[] names;
  private final FileStates states;

  /** Takes {@code names} over: nobody else may change them afterwards. */
  FolderPictures(ImageFolder folder, String[] names, FileStates states) {
    this.folder = folder;
    this.names = names;
    this.states = states;
  }

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
}

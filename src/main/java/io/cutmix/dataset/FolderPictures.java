package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;

/** Pictures that are files in a folder. */
final class FolderPictures implements PictureStore {
  private final ImageFolder folder;
  private final String[] names;

  /** Takes {@code names} over: nobody else may change them afterwards. */
  FolderPictures(ImageFolder folder, String[] names) {
    this.folder = folder;
    this.names = names;
  }

  @Override
  public byte[] bytes(int sample) throws IOException {
    return folder.bytes(names[sample]);
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    return folder.stream(names[sample]);
  }
}

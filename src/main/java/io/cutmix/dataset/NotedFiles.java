package io.cutmix.dataset;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of a folder that were not listed before: what each of them is, is noted before it is read,
 * so that a later change is seen. Thread-safe.
 */
public final class NotedFiles {
  private final ImageFolder folder;
  private final Map<String, FileState> states = new ConcurrentHashMap<>();

  /** Nothing is looked at yet. */
  public NotedFiles(ImageFolder folder) {
    this.folder = folder;
  }

  /** The bytes of a file; fails as {@link ImageFolder#bytes(String, FileState)} does. */
  public byte[] bytes(String name) throws IOException {
    return folder.bytes(name, state(name));
  }

  /** Adds what differs if the file is another one or was modified, or is there or not. */
  public void addState(String name, InputDigest digest) {
    state(name).addTo(digest);
  }

  private FileState state(String name) {
    FileState noted = states.get(name);
    if (noted != null) {
      return noted;
    }
    FileState state = folder.state(name); // not within the map, where others would wait for it
    return Objects.requireNonNullElse(states.putIfAbsent(name, state), state);
  }
}

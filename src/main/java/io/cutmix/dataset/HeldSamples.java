package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Those samples of a data set that are at hand for a while in this process, which doesn't know the
 * others. Thread-safe.
 */
public final class HeldSamples implements PictureStore {
  private record Held(SampleRow row, int holders) {}

  private final ConcurrentMap<Integer, Held> held = new ConcurrentHashMap<>();
  private final Source source;
  private final Optional<ImageFolder> folder;

  private HeldSamples(Source source, Optional<ImageFolder> folder) {
    this.source = source;
    this.folder = folder;
  }

  /** For a data set of which none is at hand yet. */
  public static HeldSamples of(Source source) throws IOException {
    if (source instanceof LabelFileSource file) {
      return new HeldSamples(source, Optional.of(ImageFolder.open(file.images(), file.links())));
    }
    return source instanceof FolderSource classes
        ? new HeldSamples(source, Optional.of(ImageFolder.open(classes.images(), classes.links())))
        : new HeldSamples(source, Optional.empty());
  }

  /** The data set, which answers for the samples that are at hand. */
  public Dataset dataset(int size, List<String> classes, String fingerprint) {
    return dataset(size, classes, List.of(), fingerprint);
  }

  Dataset dataset(int size, List<String> classes, List<String> warnings, String fingerprint) {
    return new Dataset(
        this,
        size,
        sample -> row(sample).name(),
        new ClassIds(classes, sample -> row(sample).label()),
        warnings,
        fingerprint);
  }

  /** Puts a sample at hand; as often as this was called, {@link #release} must be. */
  public void hold(int sample, SampleRow row) {
    held.merge(sample, new Held(row, 1), (one, other) -> new Held(one.row, one.holders + 1));
  }

  /** Ends a {@link #hold}. */
  public void release(int sample) {
    held.computeIfPresent(
        sample, (key, one) -> one.holders == 1 ? null : new Held(one.row, one.holders - 1));
  }

  private SampleRow row(int sample) {
    Held found = held.get(sample);
    if (found == null) {
      throw new IllegalStateException("sample " + sample + " isn't at hand");
    }
    return found.row;
  }

  @Override
  public byte[] bytes(int sample) throws IOException {
    SampleRow row = row(sample);
    return folder.isPresent()
        ? folder.get().bytes(row.name(), row.file())
        : picture(row).bytes(row.file());
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    SampleRow row = row(sample);
    return folder.isPresent() ? folder.get().stream(row.name(), row.file()) : picture(row).stream();
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    row(sample).file().addTo(digest);
  }

  private ShardPicture picture(SampleRow row) {
    return new ShardPicture(
        ((ShardSource) source).shards().get(row.shard()), row.offset(), row.size());
  }
}

package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures that are members of tar files, read where they lie there. */
final class ShardPictures implements PictureStore {
  private final List<Path> shards;
  private final FileStates states;
  private final int[] shard;
  private final long[] offsets;
  private final long[] sizes;

  /** Takes arrays over: for each sample its shard, and where in it the picture is. */
  ShardPictures(List<Path> shards, FileStates states, int[] shard, long[] offsets, long[] sizes) {
    this.shards = List.copyOf(shards);
    this.states = states;
    this.shard = shard;
    this.offsets = offsets;
    this.sizes = sizes;
  }

  @Override
  public byte[] bytes(int sample) throws IOException {
    return picture(sample).bytes(states.get(shard[sample]));
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    return picture(sample).stream();
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    states.get(shard[sample]).addTo(digest);
  }

  private ShardPicture picture(int sample) {
    return new ShardPicture(shards.get(shard[sample]), offsets[sample], sizes[sample]);
  }

  /** Opens a shard, unless it is something on which reading could wait for ever. */
  static SeekableByteChannel open(Path shard) throws IOException {
    if (Files.exists(shard) && !Files.isRegularFile(shard)) {
      throw new IOException("is not a file");
    }
    return Files.newByteChannel(shard);
  }
}

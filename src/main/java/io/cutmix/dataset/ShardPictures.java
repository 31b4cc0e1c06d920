package io.cutmix.dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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

  /** In bytes, of each picture. */
  long[] sizes() {
    return sizes;
  }

  @Override
  public void write(DataOutputStream to) throws IOException {
    to.writeBoolean(true);
    to.writeInt(shards.size());
    for (Path file : shards) {
      SampleList.writePath(file, to);
    }
    states.write(to);
    for (int sample = 0; sample < shard.length; sample++) {
      to.writeInt(shard[sample]);
      to.writeLong(offsets[sample]);
      to.writeLong(sizes[sample]);
    }
  }

  /** What {@link #write} wrote, from the shards on. */
  static ShardPictures read(int samples, DataInputStream from) throws IOException {
    List<Path> shards = new ArrayList<>();
    for (int left = from.readInt(); left > 0; left--) {
      shards.add(SampleList.readPath(from));
    }
    FileStates states = FileStates.read(shards.size(), from);
    FileState now = FileState.of(Files.readAttributes(shards.get(0), BasicFileAttributes.class));
    SampleList.requireSame(now, states.get(0), shards.get(0).toString());
    int[] shard = new int[samples];
    long[] offsets = new long[samples];
    long[] sizes = new long[samples];
    for (int sample = 0; sample < samples; sample++) {
      shard[sample] = from.readInt();
      offsets[sample] = from.readLong();
      sizes[sample] = from.readLong();
    }
    return new ShardPictures(shards, states, shard, offsets, sizes);
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

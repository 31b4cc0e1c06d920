package io.cutmix.dataset;

import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Lists shards one by one. */
final class ShardLister implements SampleLister {
  private final ShardSource source;
  private final ShardReader reader;

  ShardLister(ShardSource source, Predicate<String> isPicture) {
    this.source = source;
    this.reader = new ShardReader(source, isPicture);
  }

  @Override
  public List<String> parts() {
    return IntStream.range(0, source.shards().size())
        .boxed()
        .sorted(Comparator.comparing(shard -> source.shards().get(shard).getFileName() + "/"))
        .map(shard -> Integer.toString(shard))
        .toList();
  }

  @Override
  public Iterator<SampleRow> rows(String part) throws IOException {
    return reader.rows(Integer.parseInt(part)).iterator();
  }

  @Override
  public ListedPart summary() throws IOException {
    return reader.summary();
  }
}

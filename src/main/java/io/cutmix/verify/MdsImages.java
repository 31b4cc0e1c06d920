package io.cutmix.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.InputDigest;
import io.cutmix.finished.BrokenFile;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.finished.StoredMds;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The samples of MDS shards, and what {@code index.json} says of these. */
final class MdsImages implements ImageStore {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DENSE =
      """
      {"column_names": ["batch", "bbox", "copy", "file_name", "image", "lam", "partner",
                        "soft_label", "source"],
       "column_encodings": ["int", "ndarray:int32:4", "int", "str", "%s", "float64", "str",
                            "ndarray:float32:%d", "str"],
       "column_sizes": [8, 16, 8, null, null, 8, null, %d, null]}
      """;
  private static final String SPARSE =
      """
      {"column_names": ["batch", "bbox", "copy", "file_name", "image", "label_ids",
                        "label_weights", "lam", "partner", "source"],
       "column_encodings": ["int", "ndarray:int32:4", "int", "str", "%s", "ndarray:int64",
                            "ndarray:float32", "float64", "str", "str"],
       "column_sizes": [8, 16, 8, null, null, null, null, 8, null, null]}
      """;

  private final Subject subject;
  private final StoredMds.Index index;
  private final Set<String> files = new HashSet<>();
  private @Nullable StoredMds shard;
  private String name = "";
  private boolean areJpegs = true;
  private int rows;

  MdsImages(Subject subject) throws IOException {
    this.subject = subject;
    this.index = StoredMds.index(subject.folder());
    subject.expect(StoredMds.INDEX, "classes", subject.classes(), index.classes());
  }

  @Override
  public String name(FinishedRow row) throws IOException {
    int sample = row.fileName().indexOf(".mds/") + 4;
    if (sample < 4) {
      throw new BrokenFile(row.fileName(), "file_name", "a sample of a shard", "another");
    }
    String file = row.fileName().substring(0, sample);
    if (!file.equals(name)) {
      endShard();
      name = file;
      rows = 0;
      areJpegs = true;
      shard = null;
      files.add(file);
      shard = StoredMds.open(subject.folder(), file);
    }
    areJpegs &= row.fileName().endsWith(".jpg");
    rows++;
    return row.fileName();
  }

  @Override
  public LabelFile.Image find(FinishedRow row) throws IOException {
    StoredMds found = shard;
    int sample = rows - 1;
    if (found == null || sample >= found.count()) {
      throw new BrokenFile(row.fileName(), "sample", "there", "missing");
    }
    LabelFile.Sample stored = found.sample(sample);
    FinishedRow own = stored.row().read(subject.classes().size());
    String place = found.name() + " sample " + sample;
    subject.expect(place, "file_name", row.fileName(), own.fileName());
    Follower.compare(rounded(row), rounded(own), found.name(), row.fileName(), subject);
    return stored.image();
  }

  /** Shards have labels of 32 bits. */
  private static FinishedRow rounded(FinishedRow row) {
    double[] label = Arrays.stream(row.label()).map(number -> (float) number).toArray();
    return new FinishedRow(
        row.fileName(),
        LabelNumbers.of(label),
        row.lam(),
        row.box(),
        row.source(),
        row.partner(),
        row.copy(),
        row.batch());
  }

  private void endShard() throws IOException {
    if (shard == null) {
      return;
    }
    subject.expect(name, "samples", rows, shard.count());
    ObjectNode expected = expectedConfig();
    expect(name, "", expected, shard.config());
    long limit = subject.options().output().shardBytes().orElse((1L << 32) - 1);
    if (shard.size() > limit && rows > 1) {
      subject.differ(name, "bytes", "at most " + limit, shard.size());
    }
    expected.putNull("zip_data").put("samples", rows);
    ObjectNode raw = expected.putObject("raw_data").put("basename", name);
    raw.put("bytes", Files.size(shard.file()));
    raw.putObject("hashes").put("sha256", InputDigest.sha256Of(shard.file()));
    JsonNode listed = index.shards().getOrDefault(name, JSON.missingNode());
    expect(StoredMds.INDEX, name + " ", expected, listed);
  }

  private void expect(String file, String place, ObjectNode expected, JsonNode found) {
    for (Map.Entry<String, JsonNode> member : expected.properties()) {
      String key = member.getKey();
      subject.expect(file, place + key, member.getValue() + "", found.path(key) + "");
    }
    subject.expect(file, place + "members", expected.size(), found.size());
  }

  private ObjectNode expectedConfig() throws IOException {
    OutputSpec output = subject.options().output();
    int classes = subject.classes().size();
    String columns = output.labelEncoding() == LabelEncoding.SPARSE ? SPARSE : DENSE;
    String text = columns.formatted(areJpegs ? "jpeg" : "png", classes, Float.BYTES * classes);
    ObjectNode config = (ObjectNode) JSON.readTree(text);
    config.put("format", "mds").put("version", 2).putNull("compression");
    config.putArray("hashes").add("sha256");
    output
        .shardBytes()
        .ifPresentOrElse(
            limit -> config.set("size_limit", JSON.getNodeFactory().numberNode(limit)),
            () -> config.putNull("size_limit"));
    return config;
  }

  @Override
  public void end() throws IOException {
    endShard();
    for (String listed : index.shards().keySet()) {
      if (!files.contains(listed)) {
        subject.differ(StoredMds.INDEX, listed, "none", "one");
      }
    }
  }

  @Override
  public List<String> files() {
    return List.copyOf(files);
  }
}

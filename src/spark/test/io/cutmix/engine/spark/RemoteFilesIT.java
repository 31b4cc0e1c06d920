package io.cutmix.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are read from HDFS and S3 and written there, with the bytes of a local run. */
class RemoteFilesIT {
  @TempDir Path temp;
  private Path photos;

  @BeforeEach
  void write_pictures() throws IOException {
    photos = Photos.write(temp.resolve("photos"), 60);
  }

  @Test
  void same_bytes_on_hdfs() throws Exception {
    try (Child server = server("MiniDfs", "hdfs-server")) {
      String root = server.awaitPrinted("(?m)^READY (\\S+)");
      compare(root, List.of());
    }
  }

  @Test
  void same_bytes_on_s3() throws Exception {
    try (Child server = server("S3Server", "s3-server")) {
      String endpoint = server.awaitPrinted("(?m)^READY (\\S+)");
      compare("s3a://data", s3(endpoint));
    }
  }

  private void compare(String root, List<String> conf) throws Exception {
    shell(conf, "-mkdir", root + "/in");
    shell(conf, "-put", photos.toString(), root + "/in/");
    for (String form :
        List.of(
            "",
            "--output-format webdataset --shard-size 20",
            "--output-format mds --shard-size 20")) {
      Object[] words =
          Stream.concat(Stream.of("--batch-size", "10"), Stream.of(form.split(" ")))
              .filter(word -> !word.isEmpty())
              .toArray();
      Path local = Files.createTempDirectory(temp, "local").resolve("out");
      Run.locally(temp, and(words, "--images", photos, "--out", local));
      String out = root + "/out" + form.length();

      Run.Outcome outcome =
          Run.on(temp, "local[2]")
              .with(conf)
              .augment(and(words, "--images", root + "/in/photos", "--out", out));

      assertThat(outcome.exit()).as(outcome.printed()).isZero();
      Path copy = Files.createTempDirectory(temp, "copy").resolve("out");
      shell(conf, "-get", out, copy.toString());
      assertThat(Tree.of(copy)).isEqualTo(Tree.of(local));
    }
  }

  private static Object[] and(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static List<String> s3(String endpoint) {
    return Stream.of(
            "endpoint=" + endpoint,
            "endpoint.region=us-east-1",
            "access.key=test",
            "secret.key=test",
            "path.style.access=true",
            "connection.ssl.enabled=false")
        .map("spark.hadoop.fs.s3a."::concat)
        .toList();
  }

  private Child server(String name, String environment) throws IOException {
    return Child.start(
        Files.createTempFile(temp, name, ".log"),
        Map.of(),
        List.of(
            Environment.java(17).toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-cp",
            Environment.classPath(environment),
            Environment.SERVERS.resolve(name + ".java").toString(),
            Files.createTempDirectory(temp, name).toString()));
  }

  /** Hadoop's own tool, so that another program than ours puts and gets the files. */
  private void shell(List<String> conf, String... words) throws Exception {
    Path settings = Files.createDirectories(temp.resolve("conf"));
    Files.writeString(settings.resolve("core-site.xml"), "<configuration/>");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Environment.java(17).toString(),
            "-cp",
            settings + ":" + Environment.classPath("spark-4.1", "s3a"),
            "org.apache.hadoop.fs.FsShell"));
    conf.forEach(setting -> command.add("-D" + setting.replace("spark.hadoop.", "")));
    command.addAll(List.of(words));
    try (Child child =
        Child.start(Files.createTempFile(temp, "shell", ".log"), Map.of(), command)) {
      assertThat(child.await()).as(child.printed()).isZero();
    }
  }
}

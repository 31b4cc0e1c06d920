package io.cutmix.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Progress;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.cli.option.OptionGroup;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.image.Codecs.ImageLimits;
import io.cutmix.image.ImageCodec;
import io.cutmix.inspect.Inspection;
import io.cutmix.inspect.Inspection.FirstNames;
import io.cutmix.inspect.Inspector;
import io.cutmix.inspect.LabelSummary;
import io.cutmix.inspect.Suggestion;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.InputSpec;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.storage.Readers;
import io.cutmix.work.Companions;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix inspect}. */
@Command(name = "inspect", sortOptions = false)
final class InspectCommand implements CutmixCommand.Action {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .build();

  @Spec private CommandSpec spec;

  @Mixin private OptionGroup input = new OptionGroup(InputSpec.class, "Input");

  @Option(names = "--fast")
  private boolean fast;

  @Option(names = "--exif", paramLabel = "apply|ignore")
  private Exif exif = Exif.APPLY;

  @Option(names = "--masks", paramLabel = "DIR")
  private @Nullable Path masks;

  @Option(names = "--coco", paramLabel = "FILE")
  private @Nullable Path coco;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N")
  private int threads = Memory.threads();

  @Override
  public int run(Console console) throws IOException {
    AugmentOptions.requireGiven(spec, "--images");
    console.check();
    RunSpec.requireThreads(threads);
    InputSpec given = InputSpec.given(input.values());
    Source source = InputReader.source(given, OnError.SKIP);
    InputReader reader = new InputReader(console);
    Dataset dataset = reader.dataset(given, source, Source.Glance.NONE);
    AugmentOptions.requireMasks(masks);
    Companions companions =
        InputReader.companions(
            given,
            Optional.ofNullable(masks).map(Path::toString),
            0,
            Optional.ofNullable(coco).map(Path::toString));
    Inspection found = inspection(dataset, companions, reader.unlabelled(source, dataset), console);
    return console.styledResult(
        found.isSound() ? ExitCode.DONE : ExitCode.INPUT_OUTPUT,
        InspectionText.of(found, exif, console.shell().width()),
        json(found));
  }

  private Inspection inspection(
      Dataset dataset, Companions companions, FirstNames unlabelled, Console console)
      throws IOException {
    Codecs.load(CodecChoice.AUTO);
    ImageCodec codec = Codecs.of(CodecChoice.AUTO, exif, ImageLimits.DEFAULT);
    Progress.Step step = new Progress.Step("inspecting", "images", dataset.size(), true);
    try (LocalEngine engine = new LocalEngine(threads);
        Progress progress = console.progress(step)) {
      return new Inspector(dataset, companions, codec, !fast)
          .inspect(
              unlabelled,
              fast ? engine.waiting(new Readers(RunSpec.READ_AHEAD)) : engine::forEach,
              (images, lost) -> {
                progress.failed(lost, "unreadable");
                progress.advance(images);
              });
    }
  }

  /** All that the text says, and every class and size. */
  private static ObjectNode json(Inspection found) {
    ObjectNode json = JSON.createObjectNode();
    json.put("samples", found.samples());
    json.set("labels", labels(found.labels(), found.samples()));
    json.set("sizes", JSON.valueToTree(found.sizes()));
    json.set("formats", JSON.valueToTree(found.formats()));
    json.set("channels", JSON.valueToTree(found.channels()));
    json.set("orientations", JSON.valueToTree(found.orientations()));
    json.put("profiles", found.profiles());
    json.put("animated", found.animated());
    json.set("problems", JSON.valueToTree(found.problems()));
    found.boxes().ifPresent(boxes -> json.set("boxes", JSON.valueToTree(boxes)));
    json.put("masks", found.masks());
    json.put("whole", found.whole());
    json.set("suggestions", JSON.valueToTree(Suggestion.of(found)));
    return json;
  }

  private static JsonNode labels(LabelSummary labels, int samples) {
    ObjectNode json = JSON.createObjectNode();
    json.put("kind", labels.kind().name().toLowerCase(Locale.ROOT));
    json.put("imbalance", labels.imbalance());
    ArrayNode classes = json.putArray("classes");
    for (int k = 0; k < labels.names().size(); k++) {
      ObjectNode one = classes.addObject().put("name", labels.names().get(k));
      if (labels.kind() == LabelSummary.Kind.NUMBERS) {
        one.put("least", labels.least()[k]).put("most", labels.most()[k]);
        one.put("mean", labels.sums()[k] / samples);
      } else {
        one.put("samples", labels.sums()[k]);
      }
    }
    return json;
  }
}

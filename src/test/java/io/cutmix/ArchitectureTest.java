package io.cutmix;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.cutmix.mix.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the project and what may pass between them. */
class ArchitectureTest {
  private static final JavaClasses MAIN_CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cutmix");

  /** In the data's order: a room may import those before it. */
  private static final List<String> ROOMS =
      List.of(
          "mix",
          "plan",
          "job",
          "storage",
          "table",
          "image",
          "dataset",
          "detection",
          "output",
          "work",
          "preview",
          "report",
          "inspect",
          "finished",
          "verify",
          "train",
          "cli");

  /** Rooms that import fewer than all before them. */
  private static final Map<String, List<String>> NARROWER =
      Map.ofEntries(
          entry("plan", List.of("mix")),
          entry("job", List.of("mix", "plan")),
          entry("storage", List.of("job")),
          entry("image", List.of("mix", "job")),
          entry("table", List.of("job", "storage")),
          entry("dataset", List.of("mix", "job", "storage", "table")),
          entry("detection", List.of("mix", "job", "image", "dataset")),
          entry("inspect", List.of("job", "storage", "dataset", "detection", "image", "work")),
          entry("preview", List.of("mix", "job", "image", "output", "work")),
          entry("finished", List.of("job", "storage", "table")),
          entry(
              "verify",
              List.of(
                  "mix", "plan", "job", "storage", "dataset", "detection", "image", "finished")),
          entry("train", List.of("mix", "job", "plan", "image", "finished")));

  static Stream<String> rooms() {
    return ROOMS.stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void room_imports_only_rooms_before_it(String room) {
    List<String> before = ROOMS.subList(0, ROOMS.indexOf(room));
    List<String> allowed = NARROWER.getOrDefault(room, before);
    String[] forbidden =
        Stream.concat(Stream.of("io.cutmix"), packages(others(room, allowed)))
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cutmix." + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden));
  }

  @Test
  void rooms_have_no_cycles() {
    check(slices().matching("io.cutmix.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void inner_rooms_are_seen_by_their_room_alone(String room) {
    check(
        classes()
            .that()
            .resideInAPackage("io.cutmix." + room + ".*..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("io.cutmix." + room + ".."));
  }

  @Test
  void inner_rooms_have_no_cycles() {
    check(slices().matching("io.cutmix.(*).(*)..").should().beFreeOfCycles());
  }

  @Test
  void a_room_has_at_most_25_files() {
    Map<String, Long> files =
        files().collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));

    assertThat(files)
        .allSatisfy((room, count) -> assertThat(count).as(room).isLessThanOrEqualTo(25));
  }

  @Test
  void a_name_is_used_once() {
    Map<String, Long> names =
        files()
            .filter(file -> !file.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, counting()));

    assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  @Test
  void every_class_has_a_room() {
    String[] rooms = packages(ROOMS).toArray(String[]::new);
    check(
        classes()
            .that()
            .doNotHaveFullyQualifiedName("io.cutmix.Main")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(rooms));
  }

  @Test
  void only_main_ends_the_process() {
    check(outsideOfMain().should().callMethod(System.class, "exit", int.class));
  }

  @Test
  void only_main_and_cli_print() {
    check(
        noClasses()
            .that(DescribedPredicate.not(type(Main.class).or(resideInAPackage("io.cutmix.cli.."))))
            .should(accessField(System.class, "out").or(accessField(System.class, "err"))));
  }

  @Test
  void randomness_is_made_in_one_place() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(RandomStream.class.getName())
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(RandomSource.class));
  }

  @Test
  void nothing_is_drawn_from_the_jdk() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                type(Random.class)
                    .or(type(ThreadLocalRandom.class))
                    .or(resideInAPackage("java.util.random.."))
                    .or(name("java.util.SplittableRandom"))
                    .or(name("java.security.SecureRandom")))
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void only_the_command_line_knows_picocli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cutmix", "io.cutmix.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void mixing_planning_and_decoding_know_no_json() {
    check(
        noClasses()
            .that(resideInAnyPackage("io.cutmix.mix..", "io.cutmix.plan..", "io.cutmix.image.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.."));
  }

  /** What each file holds first, {@code package-info} included. */
  private static Stream<JavaClass> files() {
    return MAIN_CODE.stream().filter(JavaClass::isTopLevelClass);
  }

  private static GivenClassesConjunction outsideOfMain() {
    return noClasses().that().doNotHaveFullyQualifiedName("io.cutmix.Main");
  }

  private static List<String> others(String room, List<String> allowed) {
    return ROOMS.stream().filter(other -> !other.equals(room) && !allowed.contains(other)).toList();
  }

  private static Stream<String> packages(List<String> rooms) {
    return rooms.stream().map(room -> "io.cutmix." + room + "..");
  }

  /** A rule may be there before the room that it is about. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN_CODE);
  }
}

package dev.rollguard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layers of the operator. The core decides and knows neither Kubernetes nor the time; the API
 * is data; controllers are neighbours that never call each other; only Main starts the clock.
 */
class ArchitectureTest {
  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollguard");

  private static final Set<String> CLOCKS =
      Set.of(
          "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes");

  private static final ArchRule CORE_IS_PURE =
      classes()
          .that()
          .resideInAPackage("dev.rollguard.core..")
          .and()
          .resideOutsideOfPackage("dev.rollguard.core.change..")
          .should()
          .onlyDependOnClassesThat(pure())
          .as("the core depends on java.. and the named pure libraries only");

  private static final ArchRule CHANGES_ARE_PURE =
      classes()
          .that()
          .resideInAPackage("dev.rollguard.core.change..")
          .should()
          .onlyDependOnClassesThat(pure().or(resideInAPackage("com.fasterxml.jackson..")))
          .as("core.change depends on java.., the named pure libraries and Jackson only");

  private static final ArchRule CORE_DOES_NO_IO =
      noClasses()
          .that()
          .resideInAPackage("dev.rollguard.core..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net..", "java.nio.file..", "java.sql..", "java.lang.foreign..")
                  .or(name(Thread.class.getName()))
                  .or(name(java.io.File.class.getName())))
          .as("the core does no I/O and starts no thread");

  private static final ArchRule ONLY_MAIN_READS_THE_CLOCK =
      noClasses()
          .that(DescribedPredicate.not(name("dev.rollguard.Main")))
          .should()
          .accessTargetWhere(readsTheClock())
          .as("only Main reads the clock; everybody else is given a Clock or an Instant");

  private static final ArchRule API_IS_DATA =
      noClasses()
          .that()
          .resideInAPackage("dev.rollguard.api..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.rollguard..")
                  .and(resideOutsideOfPackage("dev.rollguard.api..")))
          .as("the API depends on nothing of ours");

  private static final ArchRule CONTROLLERS_ARE_NEIGHBOURS =
      slices()
          .matching("dev.rollguard.controller.(*)..")
          .should()
          .notDependOnEachOther()
          .as("controllers never import each other");

  private static final ArchRule PROVIDERS_KNOW_NO_KUBERNETES =
      noClasses()
          .that()
          .resideInAPackage("dev.rollguard.provider..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.fabric8..", "io.javaoperatorsdk..", "dev.rollguard.controller.."))
          .as("providers know neither Kubernetes nor the controllers");

  private static final ArchRule COMMANDS_START_AT_ONCE =
      noClasses()
          .that()
          .resideInAPackage("dev.rollguard.cli..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "dev.rollguard.controller..",
                  "dev.rollguard.policy..",
                  "dev.rollguard.config..",
                  "dev.rollguard.telemetry..",
                  "dev.rollguard.web..",
                  "io.javaoperatorsdk..",
                  "io.micrometer..",
                  "dev.cel.."))
          .as("kubectl rollguard decides with the core and loads nothing of the operator's work");

  private static final ArchRule NO_CYCLES =
      slices().matching("dev.rollguard.(**)").should().beFreeOfCycles();

  private static final ArchRule ONLY_THE_ROOT_WIRES =
      noClasses()
          .that()
          .resideInAPackage("dev.rollguard.(*)..")
          .should()
          .dependOnClassesThat(resideInAPackage("dev.rollguard"))
          .as("nothing depends on Main and Wiring");

  static Stream<ArchRule> rules() {
    return Stream.of(
        CORE_IS_PURE,
        CHANGES_ARE_PURE,
        CORE_DOES_NO_IO,
        ONLY_MAIN_READS_THE_CLOCK,
        API_IS_DATA,
        CONTROLLERS_ARE_NEIGHBOURS,
        PROVIDERS_KNOW_NO_KUBERNETES,
        COMMANDS_START_AT_ONCE,
        NO_CYCLES,
        ONLY_THE_ROOT_WIRES);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theOperatorKeepsTheRule(ArchRule rule) {
    rule.allowEmptyShould(true).check(OPERATOR);
  }

  /** An import that finds nothing would make every rule above true. */
  @Test
  void theOperatorIsSeen() {
    assertThat(OPERATOR.contain("dev.rollguard.core.schedule.Schedule")).isTrue();
    assertThat(OPERATOR.contain("dev.rollguard.api.v1alpha1.ChangeWindow")).isTrue();
  }

  @SuppressWarnings("JavaUtilDate")
  static List<Supplier<Object>> waysToReadTheClock() {
    return List.of(
        () -> Instant.now(),
        LocalDate::now,
        Clock::systemUTC,
        System::currentTimeMillis,
        () -> new Date());
  }

  @Test
  void theClockRuleFindsEveryWayToReadIt() {
    JavaClasses self = new ClassFileImporter().importClasses(ArchitectureTest.class);
    assertThat(waysToReadTheClock()).allSatisfy(way -> assertThat(way.get()).isNotNull());
    assertThatThrownBy(() -> ONLY_MAIN_READS_THE_CLOCK.check(self))
        .hasMessageContaining("Instant.now()")
        .hasMessageContaining("Clock.systemUTC()")
        .hasMessageContaining("System.currentTimeMillis()")
        .hasMessageContaining("LocalDate.now()")
        .hasMessageContaining("Date.<init>()");
  }

  private static DescribedPredicate<JavaClass> pure() {
    return resideInAnyPackage(
        "dev.rollguard.core..",
        "java..",
        "org.jspecify.annotations..",
        "com.cronutils..",
        "org.dmfs..",
        "dev.cel..",
        "org.apache.commons.statistics..");
  }

  /** Calls and method references alike; {@code now(Clock)} is fine. */
  private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock", access -> readsTheClock(access.getTarget()));
  }

  private static boolean readsTheClock(AccessTarget target) {
    if (!(target instanceof CodeUnitAccessTarget method)) {
      return false;
    }
    String owner = method.getOwner().getName();
    return switch (method.getName()) {
      case "now" ->
          owner.startsWith("java.time.")
              && method.getRawParameterTypes().stream()
                  .noneMatch(t -> t.isEquivalentTo(Clock.class));
      case "currentTimeMillis" -> owner.equals(System.class.getName());
      case "<init>" ->
          owner.equals(Date.class.getName()) && method.getRawParameterTypes().isEmpty();
      default -> owner.equals(Clock.class.getName()) && CLOCKS.contains(method.getName());
    };
  }
}

package io.berth.backend;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullMarked;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packagesOf = ControlPlane.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String[] PURE_CORE = {
        "..deployments.rollout..", "..deployments.placement..", "..balancing.config.."
    };

    @ArchTest
    static final ArchRule whatDecidesKnowsNoFrameworkAndNoDatabase = noClasses()
            .that()
            .resideInAnyPackage(PURE_CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta..",
                    "java.sql..",
                    "javax.sql..",
                    "org.hibernate..",
                    "com.github.dockerjava..",
                    "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule whatDecidesHasNoClockOfItsOwn = noClasses()
            .that()
            .resideInAnyPackage(PURE_CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat(belongToAnyOf(Clock.class));

    @ArchTest
    static final ArchRule everybodyAsksTheClockThatTestsCanSet = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.berth.backend.platform.postgres.EmbeddedPostgres")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*[a-z](Service|Services|Manager|Impl|Helper|Util|Utils)");

    @ArchTest
    static final ArchRule rowsOfTheDatabaseAreNobodyElsesBusiness = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAssignableTo(Repository.class)
            .should()
            .notBePublic()
            .orShould()
            .resideInAnyPackage("..store..");

    @ArchTest
    static final ArchRule rowsOfTheDatabaseAreNotHandedOut = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("..store..")
            .should()
            .haveRawReturnType(describe("an entity", type -> type.isAnnotatedWith(Entity.class)));

    @ArchTest
    static final ArchRule everyPackageIsCheckedForNull = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule thereIsOneWayToLog = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                String message = type.getName() + (marked ? " is" : " is not") + " in a package with @NullMarked";
                events.add(new SimpleConditionEvent(type, marked, message));
            }
        };
    }
}

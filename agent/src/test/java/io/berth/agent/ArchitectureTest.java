package io.berth.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;

@AnalyzeClasses(packages = "io.berth.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String DOCKER_LIBRARY = "com.github.dockerjava..";

    @ArchTest
    static final ArchRule jobsKnowPortsAlone = noClasses()
            .that()
            .resideInAPackage("..jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOCKER_LIBRARY, "java.net.http..", "..agent.link..", "..agent.state..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Docker");

    @ArchTest
    static final ArchRule onlyTheAdapterKnowsTheDockerLibrary = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Docker")
            .and()
            .areTopLevelClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DOCKER_LIBRARY);

    @ArchTest
    static final ArchRule jobsHaveNoClockOfTheirOwn = noClasses()
            .that()
            .resideInAPackage("..jobs..")
            .and()
            .areNotInterfaces()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule onlyTheProbeOpensSockets = noClasses()
            .that()
            .resideInAPackage("..jobs..")
            .and()
            .doNotHaveSimpleName("SocketProbe")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Socket.class);
}

package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.agent.engine.Specs;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.BalancerSetup.Server;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerJobsTest extends JobsOnFakeEngine {

    private static final String KEY = BalancerSetup.FOLDER + "/site.pem";

    private final HaproxyModel haproxy = new HaproxyModel();

    @BeforeEach
    void aBalancer() {
        engine.program(haproxy::run);
        Specs with = web("balancer").file(BalancerSetup.MAIN_FILE, text("s1", ""));
        running(with, "balancer");
        haproxy.load(text("s1", ""));
    }

    private static String text(String structure, String more) {
        return "setenv BERTH_STRUCTURE " + structure + "\n" + more;
    }

    private static Server server(String name, boolean draining) {
        return new Server("be_web", name, "10.0.0.1", 80, "check", draining);
    }

    private static Job.ConfigureBalancer setup(String structure, String more, Server... servers) {
        StringBuilder text = new StringBuilder(text(structure, more));
        for (Server server : servers) {
            text.append("server be_web/").append(server.name()).append(" 10.0.0.1:80 check\n");
        }
        return new Job.ConfigureBalancer(
                "balancer",
                new BalancerSetup(
                        structure,
                        9990,
                        Map.of(BalancerSetup.MAIN_FILE, text.toString(), KEY, more),
                        List.of(servers)));
    }

    private JobResult.BalancerConfigured configured(Job.ConfigureBalancer job) {
        return (JobResult.BalancerConfigured) done(run(job));
    }

    private long calls(String beginning) {
        return engine.calls().stream()
                .filter(call -> call.startsWith(beginning))
                .count();
    }

    private String mainFile() {
        return String.valueOf(engine.files("balancer").get(BalancerSetup.MAIN_FILE));
    }

    @Test
    void otherServersTakeCommandsAloneAndAreInTheFilesFirst() {
        List<String> filesBefore = new ArrayList<>();
        engine.justBefore("exec timeout", () -> engine.justBefore("exec timeout", () -> filesBefore.add(mainFile())));

        JobResult.BalancerConfigured result = configured(setup("s1", "", server("a", false), server("b", true)));

        assertThat(result.reloaded()).isFalse();
        assertThat(result.servers())
                .extracting(Seen::name, Seen::draining)
                .containsExactly(tuple("a", false), tuple("b", true));
        assertThat(filesBefore).singleElement().asString().contains("be_web/a", "be_web/b");
    }

    @Test
    void whatIsSoAlreadyTakesOneQuestion() {
        Job.ConfigureBalancer job = setup("s1", "", server("a", false));
        JobResult.BalancerConfigured first = configured(job);
        long copies = calls("copy into");
        long questions = calls("exec");

        assertThat(configured(job).servers()).isEqualTo(first.servers());
        assertThat(calls("copy into")).isEqualTo(copies);
        assertThat(calls("exec")).isEqualTo(questions + 1);
    }

    @Test
    void whatAJobRemovesIsToldWithItsLastCounters() {
        configured(setup("s1", "", server("a", false), server("b", false)));

        JobResult.BalancerConfigured result = configured(setup("s1", "", server("b", false)));

        assertThat(result.servers()).extracting(Seen::name).containsExactly("b");
        assertThat(result.before()).extracting(Seen::name).containsExactly("a", "b");
    }

    @Test
    void anotherStructureIsLoadedAndItsServersDrain() {
        JobResult.BalancerConfigured result = configured(setup("s2", "more\n", server("a", true)));

        assertThat(result.structure()).isEqualTo("s2");
        assertThat(result.reloaded()).isTrue();
        assertThat(result.servers())
                .singleElement()
                .satisfies(server -> assertThat(server.draining()).isTrue());
    }

    @Test
    void whileSomethingDrainsItIsSaidWhetherAFormerProcessIsAtWork() {
        haproxy.formerAtWork = true;
        assertThat(configured(setup("s2", "more\n", server("a", true))).formerAtWork())
                .isTrue();
        assertThat(configured(setup("s2", "more\n", server("a", false))).formerAtWork())
                .as("nobody waits for it")
                .isFalse();
        haproxy.formerAtWork = false;
        assertThat(configured(setup("s2", "more\n", server("a", true))).formerAtWork())
                .isFalse();
    }

    @Test
    void oneThatDoesNotAnswerWhereItShouldIsLoadedToo() {
        haproxy.answers = false;

        assertThat(configured(setup("s1", "")).reloaded()).isTrue();
    }

    @Test
    void oneThatIsStillStartingIsWaitedFor() {
        haproxy.answers = false;
        time.after(Duration.ofSeconds(1), () -> haproxy.answers = true);

        assertThat(configured(setup("s1", "")).reloaded()).isFalse();
    }

    @Test
    void aConfigurationThatIsRefusedChangesNothing() {
        String before = mainFile();

        JobOutcome.Failed failure = failed(run(setup("s2", "blance\n", server("a", false))));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message()).contains("unknown keyword 'blance'").doesNotContain("candidate");
        assertThat(mainFile()).isEqualTo(before);
        assertThat(haproxy.structure).isEqualTo("s1");
        assertThat(haproxy.given).isEmpty();
    }

    @Test
    void aConfigurationThatCannotBeLoadedIsTakenBack() {
        configured(setup("s1", "", server("a", false)));
        String before = mainFile();
        haproxy.cannotLoad = true;
        engine.writes("balancer", "[ALERT]    (1) : cannot bind socket");

        JobOutcome.Failed failure = failed(run(setup("s2", "", server("a", false))));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message()).contains("within 10 s", "cannot bind socket");
        assertThat(mainFile()).isEqualTo(before);
        assertThat(configured(setup("s1", "", server("a", false))).reloaded()).isFalse();
    }

    @Test
    void aCommandThatIsRefusedIsSaidInHaproxysWords() {
        haproxy.refuses = "add server";

        JobOutcome.Failed failure = failed(run(setup("s1", "", server("a", false))));

        assertThat(failure.code()).isEqualTo(FailureCode.BALANCER_REFUSED);
        assertThat(failure.message()).contains("add server be_web/a", "its words.");
    }

    @Test
    void aServerThatSomebodyHoldsIsTriedAgainAndIfNeedBeLeftInMaintenance() {
        configured(setup("s1", "", server("a", false), server("b", false)));
        haproxy.held.addAll(List.of("be_web/a", "be_web/b"));
        time.after(Duration.ofMillis(300), () -> haproxy.held.remove("be_web/a"));

        assertThat(configured(setup("s1", "")).servers())
                .extracting(Seen::name, Seen::status)
                .containsExactly(tuple("b", "MAINT"));

        haproxy.held.clear();
        assertThat(configured(setup("s1", "")).servers()).isEmpty();
    }

    @Test
    void oneThatDoesNotRunIsMissing() {
        assertThat(failed(run(new Job.ConfigureBalancer(
                                "nowhere", setup("s1", "").setup())))
                        .code())
                .isEqualTo(FailureCode.CONTAINER_MISSING);
        done(run(new Job.StopContainer("balancer", 1)));
        assertThat(failed(run(setup("s1", ""))).code()).isEqualTo(FailureCode.CONTAINER_MISSING);
    }

    @Test
    void aWaitForItsHealthDoesNotKeepItWaitingNorIsEnded() {
        List<JobOutcome> answers = new ArrayList<>();
        executor.submit(
                UUID.randomUUID(),
                new Job.AwaitHealthy("balancer", new HealthGate.TcpProbe(1, 60), false),
                0,
                answers::add);
        executor.submit(UUID.randomUUID(), setup("s1", ""), 0, answers::add);

        assertThat(work).as("both are under way").hasSize(2);
        work();
        assertThat(answers).last().isInstanceOf(JobOutcome.Done.class);
        assertThat(failed(answers.getFirst()).code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
    }
}

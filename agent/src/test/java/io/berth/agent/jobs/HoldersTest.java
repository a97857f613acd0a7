package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.Executed;
import io.berth.agent.engine.Specs;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldersTest extends JobsOnFakeEngine {

    private static final String HOLDER = "holder-1";

    private static Specs held(String name, int hostPort) {
        return web(name).heldBy(HOLDER).restart(RestartPolicy.ALWAYS).port(new PortBinding(80, "tcp", hostPort));
    }

    private JobOutcome stop(String name) {
        return run(new Job.StopContainer(name, 1));
    }

    private JobOutcome remove(String name) {
        return run(new Job.RemoveContainer(name));
    }

    private ContainerObservation seen(String name) {
        return engine.findContainer(name).orElseThrow().observation();
    }

    private boolean holderIsThere() {
        return engine.findContainer(HOLDER).isPresent();
    }

    @Test
    void twoThatShareAHolderRunSideBySideOnItsPortsAndAddress() {
        running(held("one", 8080), "one");
        running(held("two", 8080), "two");

        assertThat(state(HOLDER)).isEqualTo(State.RUNNING);
        assertThat(seen("one").address()).isEqualTo(seen(HOLDER).address());
        assertThat(seen("two").address()).isEqualTo(seen(HOLDER).address());
        assertThat(seen("two").ports()).containsExactly(new PortBinding(80, "tcp", 8080));
        assertThat(engine.spec("two").hostname()).isEqualTo("two");
        assertThat(engine.policy(HOLDER)).isEqualTo(RestartPolicy.ALWAYS);
    }

    @Test
    void theHolderRunsAsLongAsOneOfThemDoesAndGoesWithTheLastOne() {
        running(held("one", 8080), "one");
        running(held("two", 8080), "two");

        done(stop("one"));
        done(remove("one"));
        assertThat(state(HOLDER)).isEqualTo(State.RUNNING);

        done(stop("two"));
        assertThat(state(HOLDER)).as("whose ports others may want").isEqualTo(State.STOPPED);
        assertThat(engine.policy(HOLDER)).isEqualTo(RestartPolicy.NO);
        done(start("two"));
        assertThat(state(HOLDER)).isEqualTo(State.RUNNING);

        done(stop("two"));
        done(remove("two"));
        assertThat(holderIsThere()).isFalse();
    }

    @Test
    void otherPortsTakeAnotherHolderWhichIsMadeOnlyOnceTheFormerOnesHaveGone() {
        running(held("one", 8080), "one");

        assertThat(failed(create(held("two", 8081))).message()).contains("still publishes");
        assertThat(state("one")).isEqualTo(State.RUNNING);

        done(stop("one"));
        done(remove("one"));
        running(held("two", 8081), "two");
        assertThat(seen("two").ports()).containsExactly(new PortBinding(80, "tcp", 8081));
    }

    @Test
    void oneThatTheEngineDidNotStartForWantOfItsHolderIsStarted() {
        running(held("one", 8080), "one");
        String one = seen("one").engineId();
        engine.stop(one, 0);
        engine.stop(seen(HOLDER).engineId(), 0);

        executor.lookAfterHolders();

        assertThat(state(HOLDER)).isEqualTo(State.RUNNING);
        assertThat(state("one")).isEqualTo(State.RUNNING);
    }

    @Test
    void oneThatOutlivesARunOfItsHolderIsStartedAnew() {
        running(held("one", 8080), "one");
        String before = engine.findContainer("one").orElseThrow().startedAt();
        executor.lookAfterHolders();
        assertThat(engine.findContainer("one").orElseThrow().startedAt()).isEqualTo(before);

        engine.stop(seen(HOLDER).engineId(), 0);
        engine.start(seen(HOLDER).engineId());
        executor.lookAfterHolders();

        assertThat(engine.findContainer("one").orElseThrow().startedAt()).isNotEqualTo(before);
    }

    @Test
    void whatWasStoppedOnPurposeStaysStopped() {
        running(held("one", 8080), "one");
        done(stop("one"));

        executor.lookAfterHolders();

        assertThat(state("one")).isEqualTo(State.STOPPED);
        assertThat(state(HOLDER)).isEqualTo(State.STOPPED);
    }

    @Test
    void aHolderThatWasLeftBehindIsFound() {
        running(held("one", 8080), "one");
        String one = seen("one").engineId();
        engine.stop(one, 0);
        engine.remove(one);

        // As if the agent had ended between the two removals: nothing names the holder any more but itself.
        executor.lookAfterHolders();

        assertThat(holderIsThere()).isFalse();
    }

    @Test
    void haproxyBeginsOnlyOnceItsFilesAreThere() {
        HaproxyModel haproxy = new HaproxyModel();
        engine.program((files, command) ->
                command.contains(BalancerSetup.BEGIN) ? begun(haproxy, files) : haproxy.run(files, command));
        running(held("one", 8080), "one");
        engine.justBefore("copy into", () -> {
            assertThat(engine.files("one")).isEmpty();
            engine.justBefore("copy into", () -> {
                assertThat(engine.files("one")).containsOnlyKeys(BalancerSetup.MAIN_FILE);
                haproxy.load(String.valueOf(engine.files("one").get(BalancerSetup.MAIN_FILE)));
            });
        });

        JobResult.BalancerConfigured configured = (JobResult.BalancerConfigured) done(run(new Job.ConfigureBalancer(
                "one",
                new BalancerSetup(
                        "s1",
                        9990,
                        Map.of(BalancerSetup.MAIN_FILE, "setenv BERTH_STRUCTURE s1\n"),
                        List.of(),
                        "127.1.2.3"))));

        assertThat(configured.reloaded()).isFalse();
        assertThat(engine.files("one")).containsKey(BalancerSetup.BEGIN);
    }

    @Test
    void oneThatEndsWhileItIsAskedIsLookedAtAgain() {
        int[] asked = {0};
        engine.program((files, command) -> {
            if (asked[0]++ == 0) {
                throw new EngineException(FailureCode.ENGINE_ERROR, "the container is restarting");
            }
            return new Executed(0, "");
        });
        running(held("one", 8080), "one");
        listening.add(seen("one").address() + ":80");

        assertThat(await("one", new HealthGate.TcpProbe(80, 5))).isInstanceOf(JobOutcome.Done.class);
        assertThat(asked[0]).isEqualTo(2);
    }

    private static Executed begun(HaproxyModel haproxy, Map<String, String> files) {
        return new Executed(files.containsKey(BalancerSetup.BEGIN) ? 0 : 1, haproxy.structure);
    }

    @Test
    void itIsNotHealthyByTheAnswersOfItsPredecessor() {
        boolean[] works = {false};
        engine.program((files, command) -> new Executed(works[0] ? 0 : 1, ""));
        running(held("one", 8080), "one");
        listening.add(seen("one").address() + ":80");
        time.after(Duration.ofSeconds(2), () -> works[0] = true);

        assertThat(failed(await("one", new HealthGate.TcpProbe(80, 1))).message())
                .contains("not begun");
        assertThat(await("one", new HealthGate.TcpProbe(80, 5))).isInstanceOf(JobOutcome.Done.class);
    }
}

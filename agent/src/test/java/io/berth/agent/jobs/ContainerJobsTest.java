package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.Specs;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PortBinding;
import io.berth.protocol.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContainerJobsTest extends JobsOnFakeEngine {

    @Test
    void aContainerRunsItsImageByDigestAndKeepsItsPolicyForItsStart() {
        Specs container = web("web-1")
                .image(new PinnedImage("r.example/web:1", DIGEST, null))
                .restart(RestartPolicy.ALWAYS);

        done(create(container));
        assertThat(engine.imageOf("web-1")).isEqualTo("r.example/web@" + DIGEST);
        assertThat(engine.policy("web-1")).isEqualTo(RestartPolicy.NO);

        JobResult.ContainerStarted started = (JobResult.ContainerStarted) done(start("web-1"));
        assertThat(started.observation().state()).isEqualTo(State.RUNNING);
        assertThat(started.observation().address()).isNotNull();
        assertThat(engine.policy("web-1")).isEqualTo(RestartPolicy.ALWAYS);
    }

    @Test
    void theSameContainerAskedForTwiceIsMadeOnce() {
        Specs container = web("web-1");

        assertThat(done(create(container))).isEqualTo(done(create(container)));
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("create")).hasSize(1);
    }

    @Test
    void filesAreThereBeforeTheStartEvenIfTheirCopyingBrokeOff() {
        Specs container = web("web-1").file("/etc/web/one", "1");
        List<Integer> tries = new ArrayList<>();
        engine.justBefore("copy into", () -> {
            tries.add(1);
            throw new EngineException(FailureCode.ENGINE_ERROR, "no space left");
        });
        assertThat(failed(create(container)).message()).contains("no space left");
        assertThat(engine.files("web-1")).isEmpty();

        done(create(container));
        assertThat(tries).hasSize(1);
        assertThat(engine.files("web-1")).isEqualTo(Map.of("/etc/web/one", "1"));
    }

    @Test
    void filesOfAContainerThatHasRunAreItsOwnBusiness() {
        Specs container = web("web-1").file("/etc/web/one", "1");
        done(create(container));
        done(start("web-1"));

        done(create(container));

        assertThat(engine.calls())
                .filteredOn(call -> call.startsWith("copy into"))
                .hasSize(1);
    }

    @Test
    void anotherContainerOfTheSameNameIsAClearFailure() {
        done(create(web("web-1")));

        JobOutcome.Failed failure = failed(create(web("web-1")));

        assertThat(failure.code()).isEqualTo(FailureCode.ENGINE_ERROR);
        assertThat(failure.message()).contains("web-1");
    }

    @Test
    void anotherInstallationsContainerIsNeverTouched() {
        UUID other = UUID.randomUUID();
        engine.createContainer(Specs.container(other, "web-1").spec(), "sha256:web");

        assertThat(failed(start("web-1")).message()).contains("not made by this installation");
        assertThat(failed(run(new Job.StopContainer("web-1", 1))).message()).contains("not made by this installation");
        assertThat(failed(run(new Job.RemoveContainer("web-1"))).message()).contains("not made by this installation");
        assertThat(failed(create(web("web-1"))).message()).contains("not made by this installation");
        assertThat(failed(create(Specs.container(other, "web-2"))).message()).contains("another installation");
        assertThat(engine.calls()).noneMatch(call -> call.matches("(start|stop|remove|policy) .*"));
    }

    @Test
    void aNetworkOfSomebodyElseIsAClearFailure() {
        engine.ensureNetwork("team-net", Map.of());

        assertThat(failed(create(web("web-1"))).message()).contains("network team-net");
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    @Test
    void aPortThatIsTakenFailsTheStartAndLeavesNothingThatCouldComeUpLater() {
        done(create(web("web-1").port(new PortBinding(80, "tcp", 8080))));
        done(create(web("web-2").port(new PortBinding(80, "tcp", 8080)).restart(RestartPolicy.ALWAYS)));
        done(start("web-1"));

        JobOutcome.Failed failure = failed(start("web-2"));

        assertThat(failure.code()).isEqualTo(FailureCode.PORT_TAKEN);
        assertThat(failure.message()).contains("8080");
        assertThat(engine.policy("web-2")).isEqualTo(RestartPolicy.NO);
    }

    @Test
    void aStopTakesThePolicyAwayBeforeItStops() {
        done(create(web("web-1").restart(RestartPolicy.ALWAYS).shell("trap 'exit 5' TERM; sleep 9")));
        done(start("web-1"));

        assertThat(done(run(new Job.StopContainer("web-1", 7)))).isEqualTo(new JobResult.ContainerStopped(5, ""));

        List<String> calls = engine.calls();
        int stop = calls.indexOf(calls.stream()
                .filter(call -> call.startsWith("stop"))
                .findFirst()
                .orElseThrow());
        assertThat(calls.get(stop)).endsWith(" 7");
        assertThat(calls.lastIndexOf("policy NO")).isLessThan(stop);
        assertThat(done(run(new Job.StopContainer("web-1", 7)))).isEqualTo(new JobResult.ContainerStopped(5, ""));
    }

    @Test
    void whatIsGoneCountsAsStoppedAndAsRemoved() {
        assertThat(done(run(new Job.StopContainer("never", 1)))).isEqualTo(new JobResult.ContainerStopped(null, null));
        assertThat(done(run(new Job.RemoveContainer("never")))).isEqualTo(new JobResult.ContainerRemoved());
        assertThat(failed(start("never")).code()).isEqualTo(FailureCode.CONTAINER_MISSING);
    }

    @Test
    void aRemovalNeverEndsARunningContainer() {
        done(create(web("web-1")));
        done(start("web-1"));

        assertThat(failed(run(new Job.RemoveContainer("web-1"))).code()).isEqualTo(FailureCode.ENGINE_ERROR);
        assertThat(state("web-1")).isEqualTo(State.RUNNING);

        done(run(new Job.StopContainer("web-1", 1)));
        done(run(new Job.RemoveContainer("web-1")));
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    @Test
    void aRemovalOfARunningContainerIsRefusedInPlainWords() {
        running(web("web-1"), "web-1");

        assertThat(failed(run(new Job.RemoveContainer("web-1"))).message())
                .isEqualTo("The container web-1 is running. It is removed only after it has been stopped.");
        assertThat(engine.calls()).noneMatch(call -> call.startsWith("remove"));
    }

    @Test
    void aFirstStartOfWhatHasRunAndEndedIsNotASecondRun() {
        Job.StartContainer first = new Job.StartContainer("web-1", List.of(), true);
        done(create(web("web-1").shell("echo worked; exit 0")));
        done(run(first));

        JobResult.ContainerStarted again = (JobResult.ContainerStarted) done(run(first));

        assertThat(again.observation().state()).isEqualTo(State.STOPPED);
        assertThat(again.observation().exitCode()).isZero();
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("start")).hasSize(1);
    }

    @Test
    void aFirstStartWhoseAnswerWasLostRunsTheContainerOnce() {
        done(create(web("web-1").shell("echo worked; exit 0")));
        engine.loseAnswerTo("start");

        done(run(new Job.StartContainer("web-1", List.of(), true)));

        assertThat(engine.calls()).filteredOn(call -> call.startsWith("start")).hasSize(1);
    }

    @Test
    void aLaterStartRunsAgainWhatHasEnded() {
        running(web("web-1"), "web-1");
        done(run(new Job.StopContainer("web-1", 1)));

        done(start("web-1"));

        assertThat(state("web-1")).isEqualTo(State.RUNNING);
    }

    @Test
    void aCreationWhoseAnswerWasLostIsMadeOnce() {
        engine.loseAnswerTo("create");

        done(create(web("web-1")));

        assertThat(engine.calls()).filteredOn(call -> call.startsWith("create")).hasSize(1);
    }

    @Test
    void onTheHostsNetworkNoOtherIsMade() {
        done(create(web("web-1").onHostNetwork()));

        JobResult.ContainerStarted started = (JobResult.ContainerStarted) done(start("web-1"));

        assertThat(started.observation().address()).isEqualTo("127.0.0.1");
        assertThat(engine.calls()).noneMatch(call -> call.startsWith("network"));
    }

    @Test
    void aStopTellsWhatTheContainerWroteLast() {
        running(web("web-1").shell("echo at your service; sleep 9"), "web-1");
        engine.justBefore("stop", () -> engine.writes("web-1", "goodbye"));

        JobResult expected = new JobResult.ContainerStopped(137, "at your service\ngoodbye");
        assertThat(done(run(new Job.StopContainer("web-1", 1)))).isEqualTo(expected);
        assertThat(done(run(new Job.StopContainer("web-1", 1)))).isEqualTo(expected);
    }

    @Test
    void aLogThatCannotBeReadDoesNotFailTheStop() {
        running(web("web-1"), "web-1");
        engine.justBefore("log", engine::goAway);

        JobResult.ContainerStopped stopped = (JobResult.ContainerStopped) done(run(new Job.StopContainer("web-1", 1)));

        assertThat(stopped.exitCode()).isEqualTo(137);
        assertThat(stopped.log()).startsWith("(The log could not be read: ");
    }

    @Test
    void aContainerThatIsAboutToBeRestartedIsStopped() {
        running(web("web-1").restart(RestartPolicy.ALWAYS).shell("exit 1"), "web-1");
        assertThat(state("web-1")).isEqualTo(State.RESTARTING);

        done(run(new Job.StopContainer("web-1", 1)));

        assertThat(state("web-1")).isEqualTo(State.STOPPED);
        assertThat(engine.policy("web-1")).isEqualTo(RestartPolicy.NO);
    }

    @Test
    void whatTheEngineRevivesInTheMiddleOfAStopIsStoppedAgain() {
        running(web("web-1").restart(RestartPolicy.ALWAYS), "web-1");
        engine.setRestartPolicy(
                engine.findContainer("web-1").orElseThrow().observation().engineId(), RestartPolicy.NO);
        engine.ends("web-1", 0);
        engine.setRestartPolicy(
                engine.findContainer("web-1").orElseThrow().observation().engineId(), RestartPolicy.ALWAYS);
        engine.justBefore("policy NO", () -> engine.restarts("web-1"));

        done(run(new Job.StopContainer("web-1", 1)));

        assertThat(state("web-1")).isEqualTo(State.STOPPED);
    }

    @Test
    void anEngineThatIsRestartedInTheMiddleOfAStopIsWaitedFor() {
        running(web("web-1"), "web-1");
        engine.justBefore("stop", engine::goAway);
        time.after(Duration.ofSeconds(5), engine::comeBack);

        done(run(new Job.StopContainer("web-1", 1)));

        assertThat(state("web-1")).isEqualTo(State.STOPPED);
    }

    @Test
    void aPolicyThatIsSoAlreadyIsNotWrittenAgain() {
        running(web("web-1"), "web-1");
        done(run(new Job.StopContainer("web-1", 1)));

        assertThat(engine.calls()).noneMatch(call -> call.startsWith("policy"));
    }
}

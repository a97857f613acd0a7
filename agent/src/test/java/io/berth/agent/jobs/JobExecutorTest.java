package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobExecutorTest extends JobsOnFakeEngine {

    @Test
    void aStopEndsTheWaitThatRunsAndTheOnesThatStandInLine() {
        running(web("web-1"), "web-1");
        List<JobOutcome> answers = new ArrayList<>();
        Job wait = new Job.AwaitHealthy("web-1", new HealthGate.TcpProbe(80, 600), false);
        executor.submit(UUID.randomUUID(), wait, 0, answers::add);
        executor.submit(UUID.randomUUID(), wait, 0, answers::add);
        Instant begin = time.instant();
        time.after(
                Duration.ofSeconds(1),
                () -> executor.submit(UUID.randomUUID(), new Job.StopContainer("web-1", 1), 0, answers::add));

        work();

        assertThat(failed(answers.get(0)).code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(failed(answers.get(1)).code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(done(answers.get(2))).isInstanceOf(JobResult.ContainerStopped.class);
        assertThat(time.instant()).isBefore(begin.plusSeconds(2));
    }

    @Test
    void jobsOfOneContainerRunInTheirOrderAndThoseOfOthersDoNotWait() {
        List<String> answered = new ArrayList<>();
        Job.CreateContainer create = new Job.CreateContainer(web("web-1").spec(), null);
        executor.submit(UUID.randomUUID(), create, 0, _ -> answered.add("create 1"));
        executor.submit(
                UUID.randomUUID(), new Job.StartContainer("web-1", List.of(), false), 0, _ -> answered.add("start 1"));
        Job.CreateContainer other = new Job.CreateContainer(web("web-2").spec(), null);
        executor.submit(UUID.randomUUID(), other, 0, _ -> answered.add("create 2"));

        assertThat(work).hasSize(2);
        work();

        assertThat(answered).containsExactly("create 1", "create 2", "start 1");
        assertThat(state("web-1")).isEqualTo(State.RUNNING);
    }

    @Test
    void whatABalancerWasToBeIsGivenUpForWhatItIsToBeNow() {
        List<String> answered = new ArrayList<>();
        for (String structure : List.of("first", "second", "third")) {
            Job job = new Job.ConfigureBalancer("lb-1", new BalancerSetup(structure, 9990, Map.of(), List.of()));
            executor.submit(
                    UUID.randomUUID(),
                    job,
                    0,
                    outcome -> answered.add(structure + " " + failed(outcome).code()));
        }
        work();

        assertThat(answered)
                .containsExactlyInAnyOrder(
                        "first " + FailureCode.CONTAINER_MISSING,
                        "second " + FailureCode.OUTDATED,
                        "third " + FailureCode.CONTAINER_MISSING);
    }

    @Test
    void theSameJobTwiceRunsOnceAndAnswersBoth() {
        UUID id = UUID.randomUUID();
        Job job = new Job.CreateContainer(web("web-1").spec(), null);
        List<JobOutcome> answers = new ArrayList<>();
        executor.submit(id, job, 0, answers::add);
        executor.submit(id, job, 0, answers::add);
        assertThat(work).hasSize(1);
        work();
        executor.submit(id, job, 0, answers::add);

        assertThat(work).isEmpty();
        assertThat(answers).hasSize(3).allMatch(answers.getFirst()::equals);
    }

    @Test
    void anEngineThatIsRestartedIsWaitedFor() {
        running(web("web-1"), "web-1");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(2), engine::goAway);
        time.after(Duration.ofSeconds(12), engine::comeBack);

        assertThat(failed(await("web-1", new HealthGate.TcpProbe(80, 20))).code())
                .isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(time.instant()).isBetween(begin.plusSeconds(20), begin.plusSeconds(21));
    }

    @Test
    void anEngineThatIsRestartedAgainMuchLaterIsWaitedForAgain() {
        running(web("web-1"), "web-1");
        Instant begin = time.instant();
        for (int outage : List.of(10, 100, 200)) {
            time.after(Duration.ofSeconds(outage), engine::goAway);
            time.after(Duration.ofSeconds(outage + 20), engine::comeBack);
        }

        time.after(Duration.ofSeconds(250), () -> listening.add(address() + ":80"));

        done(await("web-1", new HealthGate.TcpProbe(80, 300)));

        assertThat(time.instant()).isBetween(begin.plusSeconds(250), begin.plusSeconds(251));
    }

    @Test
    void anEngineThatAnswersEverythingButThisIsNotAskedForEver() {
        engine.refuseRegistry(FailureCode.ENGINE_UNREACHABLE);

        JobOutcome outcome = run(new Job.PullImage(new PinnedImage("r.example/web:1", DIGEST, null), null));

        assertThat(failed(outcome).code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE);
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("pull")).hasSize(4);
    }

    @Test
    void anEngineThatStaysAwayIsToldAndTheJobMayBeAskedForAgain() {
        UUID id = UUID.randomUUID();
        Job job = new Job.CreateContainer(web("web-1").spec(), null);
        Instant begin = time.instant();
        engine.goAway();
        assertThat(failed(run(id, job)).code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE);
        assertThat(time.instant()).isBetween(begin.plusSeconds(30), begin.plusSeconds(31));

        engine.comeBack();

        done(run(id, job));
    }

    private JobOutcome inOrder(long order, Job job) {
        List<JobOutcome> outcomes = new ArrayList<>();
        executor.submit(UUID.randomUUID(), job, order, outcomes::add);
        work();
        return outcomes.getFirst();
    }

    @Test
    void aJobThatALaterOneHasOvertakenIsRefusedWithoutTouchingTheEngine() {
        running(web("web-1"), "web-1");
        done(inOrder(8, new Job.StopContainer("web-1", 1)));
        int calls = engine.calls().size();

        JobOutcome.Failed failure = failed(inOrder(7, new Job.StartContainer("web-1", List.of(), false)));

        assertThat(failure.code()).isEqualTo(FailureCode.OUTDATED);
        assertThat(failure.message()).contains("web-1");
        assertThat(engine.calls()).hasSize(calls);
    }

    @Test
    void anOvertakenStopDoesNotEndAWait() {
        running(web("web-1"), "web-1");
        List<JobOutcome> outcomes = new ArrayList<>();
        Job wait = new Job.AwaitHealthy("web-1", new HealthGate.RunningFor(5, 60), false);
        executor.submit(UUID.randomUUID(), wait, 9, outcomes::add);

        JobOutcome stop = inOrder(8, new Job.StopContainer("web-1", 1));

        assertThat(failed(stop).code()).isEqualTo(FailureCode.OUTDATED);
        done(outcomes.getFirst());
    }

    @Test
    void orderCountsForEachContainerByItselfAndNotForJobsWithoutOne() {
        done(inOrder(5, new Job.CreateContainer(web("web-1").spec(), null)));
        done(inOrder(4, new Job.CreateContainer(web("web-2").spec(), null)));
        done(inOrder(3, new Job.ResolveImage("web:1", null)));

        done(inOrder(5, new Job.StartContainer("web-1", List.of(), true)));
        done(inOrder(0, new Job.StopContainer("web-1", 1)));
        assertThat(failed(inOrder(4, new Job.RemoveContainer("web-1"))).code()).isEqualTo(FailureCode.OUTDATED);
    }

    @Test
    void aJobThatIsAskedForAgainIsNotOvertakenByItself() {
        UUID id = UUID.randomUUID();
        Job create = new Job.CreateContainer(web("web-1").spec(), null);
        List<JobOutcome> outcomes = new ArrayList<>();
        executor.submit(id, create, 5, outcomes::add);
        executor.submit(UUID.randomUUID(), new Job.StartContainer("web-1", List.of(), true), 6, outcomes::add);
        executor.submit(id, create, 5, outcomes::add);
        work();
        executor.submit(id, create, 5, outcomes::add);

        assertThat(outcomes).hasSize(4).allMatch(JobOutcome.Done.class::isInstance);
        assertThat(engine.calls()).filteredOn(call -> call.startsWith("create")).hasSize(1);
    }
}

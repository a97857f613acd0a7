package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.FailureCode;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthWaitTest extends JobsOnFakeEngine {

    @Test
    void dockersHealthCheckIsWaitedFor() {
        running(web("web-1"), "web-1");
        engine.health("web-1", Health.STARTING, "");
        time.after(Duration.ofSeconds(20), () -> engine.health("web-1", Health.HEALTHY, "ok"));

        assertThat(done(await("web-1", new HealthGate.DockerHealthCheck(60))))
                .isEqualTo(new JobResult.ContainerHealthy("Docker's health check passed"));
    }

    @Test
    void aFailedHealthCheckFailsAtOnceWithItsOutputAndTheLog() {
        running(web("web-1").shell("echo trouble; sleep 9"), "web-1");
        engine.health("web-1", Health.STARTING, "");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(3), () -> engine.health("web-1", Health.UNHEALTHY, "no database"));

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.DockerHealthCheck(60)));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message()).contains("no database");
        assertThat(failure.log()).isEqualTo("trouble");
        assertThat(time.instant()).isBefore(begin.plusSeconds(4));
    }

    @Test
    void aHealthCheckThatNeverDecidesFailsAtTheDeadline() {
        running(web("web-1"), "web-1");
        engine.health("web-1", Health.STARTING, "still thinking");
        Instant begin = time.instant();

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.DockerHealthCheck(30)));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message()).contains("30 s", "still thinking");
        assertThat(time.instant()).isBetween(begin.plusSeconds(30), begin.plusSeconds(31));
    }

    @Test
    void aPortIsProbedAtTheContainersOwnAddress() {
        running(web("web-1"), "web-1");
        String address = String.valueOf(
                engine.findContainer("web-1").orElseThrow().observation().address());
        Instant begin = time.instant();
        time.after(Duration.ofMillis(900), () -> listening.add(address + ":80"));

        assertThat(done(await("web-1", new HealthGate.TcpProbe(80, 10))))
                .isEqualTo(new JobResult.ContainerHealthy("Port 80 accepts connections"));
        assertThat(time.instant()).isBetween(begin.plusMillis(900), begin.plusMillis(1000));
        assertThat(failed(await("web-1", new HealthGate.TcpProbe(81, 2))).message())
                .contains("Port 81", "2 s");
    }

    @Test
    void aContainerThatEndsFailsAtOnceWithItsExitCodeAndItsLastWords() {
        running(web("web-1").shell("echo cannot open; exit 3"), "web-1");
        Instant begin = time.instant();

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.RunningFor(5, 60)));

        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("exit code 3");
        assertThat(failure.log()).isEqualTo("cannot open");
        assertThat(time.instant()).isEqualTo(begin);
    }

    @Test
    void runningForBeginsAnewWhenTheContainerIsRestarted() {
        running(web("web-1").restart(RestartPolicy.ALWAYS), "web-1");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(3), () -> engine.ends("web-1", 1));
        time.after(Duration.ofSeconds(4), () -> engine.restarts("web-1"));

        done(await("web-1", new HealthGate.RunningFor(5, 60)));

        assertThat(time.instant()).isBetween(begin.plusSeconds(9), begin.plusSeconds(10));
    }

    @Test
    void aRestartPolicyGivesUntilTheDeadlineAndNoLonger() {
        running(web("web-1").restart(RestartPolicy.ALWAYS).shell("echo again; exit 4"), "web-1");

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.RunningFor(5, 20)));

        assertThat(failure.code()).isEqualTo(FailureCode.CONTAINER_EXITED);
        assertThat(failure.message()).contains("exit code 4", "restarted");
    }

    @Test
    void aPathIsAskedForUntilItAnswersWell() {
        running(web("web-1"), "web-1");
        String page = address() + ":80/health";
        Instant begin = time.instant();
        time.after(Duration.ofMillis(300), () -> pages.put(page, new Probe.HttpAnswer.Status(503)));
        time.after(Duration.ofMillis(700), () -> pages.put(page, new Probe.HttpAnswer.Status(302)));

        assertThat(done(await("web-1", new HealthGate.HttpProbe(80, "/health", 10))))
                .isEqualTo(new JobResult.ContainerHealthy("/health on port 80 answered with 302"));

        assertThat(time.instant()).isBetween(begin.plusMillis(700), begin.plusMillis(725));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 400, 404, 500, 503})
    void aPathThatDoesNotAnswerWellInTimeIsToldWithItsLastAnswer(int status) {
        running(web("web-1"), "web-1");
        pages.put(address() + ":80/", new Probe.HttpAnswer.Status(status));

        JobOutcome.Failed failure = failed(await("web-1", new HealthGate.HttpProbe(80, "/", 2)));

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_HEALTHY_IN_TIME);
        assertThat(failure.message())
                .isEqualTo("/ on port 80 did not answer with a status from 200 to 399 within 2 s. The last answer was "
                        + status + ".");
    }

    @Test
    void aPathThatCannotBeAskedForIsToldWithTheReason() {
        running(web("web-1"), "web-1");

        assertThat(failed(await("web-1", new HealthGate.HttpProbe(80, "/", 2))).message())
                .endsWith("within 2 s. The last try got none: Connection refused.");
    }

    @Test
    void aContainerOnTheHostsNetworkIsProbedThere() {
        running(web("web-1").onHostNetwork(), "web-1");
        listening.add("127.0.0.1:80");

        done(await("web-1", new HealthGate.TcpProbe(80, 1)));
    }

    @Test
    void aContainerThatMayEndPassesWhenItsWorkIsDone() {
        running(web("web-1").restart(RestartPolicy.ON_FAILURE), "web-1");
        Instant begin = time.instant();
        time.after(Duration.ofSeconds(3), () -> engine.ends("web-1", 0));

        assertThat(done(run(new Job.AwaitHealthy("web-1", new HealthGate.RunningFor(5, 60), true))))
                .isEqualTo(new JobResult.ContainerHealthy("It has ended with exit code 0"));

        assertThat(time.instant()).isBefore(begin.plusSeconds(4));
    }

    @Test
    void aContainerThatMayEndHasFailedIfItsWorkHas() {
        running(web("web-1").shell("exit 2"), "web-1");

        assertThat(failed(run(new Job.AwaitHealthy("web-1", new HealthGate.RunningFor(5, 60), true)))
                        .code())
                .isEqualTo(FailureCode.CONTAINER_EXITED);
    }

    @Test
    void anEndWithARestartToComeIsNoEnd() {
        running(web("web-1").restart(RestartPolicy.ALWAYS), "web-1");
        time.after(Duration.ofSeconds(1), () -> engine.ends("web-1", 0));
        time.after(Duration.ofSeconds(2), () -> engine.restarts("web-1"));

        assertThat(done(run(new Job.AwaitHealthy("web-1", new HealthGate.RunningFor(5, 60), true))))
                .isEqualTo(new JobResult.ContainerHealthy("It has been running for 5 s"));
    }

    @Test
    void anEndIsAFailureWhereNoneIsExpected() {
        running(web("web-1").shell("exit 0"), "web-1");

        assertThat(failed(await("web-1", new HealthGate.RunningFor(5, 60))).code())
                .isEqualTo(FailureCode.CONTAINER_EXITED);
    }
}

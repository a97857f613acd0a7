package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Does one job, on the caller's thread. */
final class JobRunner {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());

    private static final Duration ENGINE_RESTARTS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENGINE_PAUSE = Duration.ofMillis(500);

    /** Each after an outage of its own. An engine that answers, but never this question, must not be asked for ever. */
    private static final int TRIES = 4;

    private final Engine engine;
    private final InstantSource clock;
    private final Pause pause;
    private final ImageJobs images;
    private final ContainerCreation creation;
    private final ContainerJobs containers;
    private final HealthWait health;
    private final BalancerJobs balancers;
    private final Holders holders;

    JobRunner(Engine engine, UUID installation, VolumeEpochs epochs, Probe probe, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.clock = clock;
        this.pause = pause;
        OwnContainers own = new OwnContainers(engine, installation);
        this.images = new ImageJobs(engine);
        VolumeGuard volumes = new VolumeGuard(engine, own, epochs);
        this.holders = new Holders(engine, own);
        this.creation = new ContainerCreation(engine, own, volumes, images, holders);
        this.containers = new ContainerJobs(engine, own, volumes, clock, pause, holders);
        this.health = new HealthWait(engine, own, probe, clock, pause);
        this.balancers = new BalancerJobs(engine, own, clock, pause);
    }

    void lookAfterHolders() {
        holders.lookAfterAll();
    }

    /** An engine that is being restarted is waited for a little: every job may be begun anew without harm. */
    JobOutcome run(Job job, Interruption interruption) {
        Instant begun = clock.instant();
        JobOutcome outcome = attempt(job, begun, interruption);
        for (int tries = 1; tries < TRIES && unreachable(outcome); tries++) {
            if (!comesBack(interruption)) {
                return outcome;
            }
            outcome = attempt(job, begun, interruption);
        }
        return outcome;
    }

    private static boolean unreachable(JobOutcome outcome) {
        return outcome instanceof JobOutcome.Failed failed && failed.code() == FailureCode.ENGINE_UNREACHABLE;
    }

    private boolean comesBack(Interruption interruption) {
        Instant deadline = clock.instant().plus(ENGINE_RESTARTS_WITHIN);
        while (!interruption.requested() && clock.instant().isBefore(deadline)) {
            pause.pause(ENGINE_PAUSE);
            if (engine.answers()) {
                return true;
            }
        }
        return false;
    }

    private JobOutcome attempt(Job job, Instant begun, Interruption interruption) {
        try {
            return new JobOutcome.Done(result(job, begun, interruption));
        } catch (JobFailedException e) {
            return e.outcome();
        } catch (EngineException e) {
            return new JobOutcome.Failed(e.code(), e.sentence(), null);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a job broke off: " + job.getClass().getSimpleName(), e);
            return new JobOutcome.Failed(FailureCode.ENGINE_ERROR, "The agent broke off the job: " + e, null);
        }
    }

    private JobResult result(Job job, Instant begun, Interruption interruption) {
        return switch (job) {
            case Job.ResolveImage resolve ->
                new JobResult.ImageResolved(images.resolve(resolve.reference(), resolve.login()));
            case Job.PullImage pull -> images.pull(pull);
            case Job.InspectImages inspect -> images.inspect(inspect);
            case Job.CheckRegistry check -> images.checkRegistry(check);
            case Job.RemoveImage remove -> images.remove(remove);
            case Job.CreateContainer create -> creation.create(create);
            case Job.StartContainer start -> containers.start(start);
            case Job.AwaitHealthy await -> health.await(await, begun, interruption);
            case Job.StopContainer stop -> containers.stop(stop);
            case Job.RemoveContainer remove -> containers.remove(remove);
            case Job.ConfigureBalancer configure -> balancers.configure(configure);
        };
    }
}

package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.UUID;

/** Does one job, on the caller's thread. */
final class JobRunner {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());

    private final ImageJobs images;
    private final ContainerJobs containers;
    private final HealthWait health;

    JobRunner(
            Engine engine, UUID installation, VolumeEpochs epochs, PortProbe probe, InstantSource clock, Pause pause) {
        OwnContainers own = new OwnContainers(engine, installation);
        this.images = new ImageJobs(engine);
        this.containers = new ContainerJobs(engine, own, new VolumeGuard(engine, own, epochs), images, clock, pause);
        this.health = new HealthWait(engine, own, probe, clock, pause);
    }

    JobOutcome run(Job job, Interruption interruption) {
        try {
            return new JobOutcome.Done(result(job, interruption));
        } catch (JobFailedException e) {
            return e.outcome();
        } catch (EngineException e) {
            return new JobOutcome.Failed(e.code(), e.sentence(), null);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a job broke off: " + job.getClass().getSimpleName(), e);
            return new JobOutcome.Failed(FailureCode.ENGINE_ERROR, "The agent broke off the job: " + e, null);
        }
    }

    private JobResult result(Job job, Interruption interruption) {
        return switch (job) {
            case Job.ResolveImage resolve ->
                new JobResult.ImageResolved(images.resolve(resolve.reference(), resolve.login()));
            case Job.PullImage pull ->
                new JobResult.ImagePulled(
                        images.ensure(pull.image(), pull.login()).facts());
            case Job.CreateContainer create -> containers.create(create);
            case Job.StartContainer start -> containers.start(start);
            case Job.AwaitHealthy await -> health.await(await, interruption);
            case Job.StopContainer stop -> containers.stop(stop);
            case Job.RemoveContainer remove -> containers.remove(remove);
        };
    }
}

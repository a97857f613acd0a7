package io.berth.backend.deployments;

import io.berth.backend.deployments.run.DeploymentRunner;
import io.berth.backend.nodes.AgentLink;
import io.berth.backend.nodes.AgentReported;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/** A link to agents that do every job at once, unless a test says otherwise. */
public final class ScriptedAgents implements AgentLink {

    final List<Job> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> digests = new ConcurrentHashMap<>();
    volatile List<String> volumesOfImage = List.of();
    volatile Function<Job, Optional<JobOutcome>> script = _ -> Optional.empty();
    volatile boolean silent;
    volatile Predicate<Job> ignored = _ -> false;
    final List<ControlMessage.RunJob> messages = new CopyOnWriteArrayList<>();
    private final Map<UUID, Set<String>> pulled = new ConcurrentHashMap<>();
    private final ObjectProvider<DeploymentRunner> runner;
    private final ApplicationEventPublisher news;

    ScriptedAgents(ObjectProvider<DeploymentRunner> runner, ApplicationEventPublisher news) {
        this.runner = runner;
        this.news = news;
    }

    /** What agents answer to jobs that are not done as usual. */
    public void answer(Function<Job, Optional<JobOutcome>> answers) {
        script = answers;
    }

    /** Back to doing every job. */
    public void reset() {
        asked.clear();
        digests.clear();
        pulled.clear();
        volumesOfImage = List.of();
        script = _ -> Optional.empty();
        silent = false;
        ignored = _ -> false;
        messages.clear();
    }

    /**
     * Jobs that are taken and never answered, until this is said otherwise and they are asked for again. What was asked
     * before is forgotten.
     */
    void ignoring(Predicate<Job> jobs) {
        asked.clear();
        ignored = jobs;
    }

    /** The paths that every image declares as volumes from now on. */
    public void volumesOfImage(List<String> paths) {
        volumesOfImage = paths;
    }

    /** Whether agents cannot be reached from now on, so that deployments stay under way. */
    public void silent(boolean unreachable) {
        silent = unreachable;
    }

    /** Makes jobs for which the function gives a reason fail with it. */
    void failing(FailureCode code, Function<Job, @Nullable String> reason) {
        script = job -> Optional.ofNullable(reason.apply(job))
                .map(why -> new JobOutcome.Failed(code, why, "the container's last words"));
    }

    @Override
    public boolean send(UUID nodeId, ControlMessage message) {
        if (silent || !(message instanceof ControlMessage.RunJob run)) {
            return false;
        }
        UUID id = run.jobId();
        Job job = run.job();
        if (job instanceof Job.InspectImages
                || job instanceof Job.CheckRegistry
                || job instanceof Job.RemoveImage
                || job instanceof Job.ConfigureBalancer) {
            // No deployment asks for this, and it is asked all the time.
            JobOutcome outcome = script.apply(job).orElseGet(() -> new JobOutcome.Done(done(nodeId, job)));
            Thread.ofVirtual()
                    .start(() -> news.publishEvent(new AgentReported(nodeId, new AgentMessage.JobAnswer(id, outcome))));
            return true;
        }
        messages.add(run);
        asked.add(job);
        if (ignored.test(job)) {
            return true;
        }
        JobOutcome outcome = script.apply(job).orElseGet(() -> new JobOutcome.Done(done(nodeId, job)));
        Thread.ofVirtual().start(() -> runner.getObject().answered(nodeId, id, outcome));
        return true;
    }

    private JobResult done(UUID node, Job job) {
        Set<String> images = pulled.computeIfAbsent(node, _ -> ConcurrentHashMap.newKeySet());
        return switch (job) {
            case Job.ResolveImage(String reference, var _) ->
                new JobResult.ImageResolved(new PinnedImage(
                        reference,
                        digests.getOrDefault(reference, "sha256:" + Integer.toHexString(reference.hashCode())),
                        null));
            case Job.PullImage pull ->
                new JobResult.ImagePulled(
                        new ImageFacts("sha256:id", Map.of(), List.of("8080/tcp"), volumesOfImage, false, null),
                        images.add(exactly(pull.image())));
            case Job.CreateContainer create ->
                new JobResult.ContainerCreated("engine-" + create.spec().name());
            case Job.StartContainer start ->
                new JobResult.ContainerStarted(new ContainerObservation(
                        "engine-" + start.containerName(),
                        start.containerName(),
                        State.RUNNING,
                        Health.NONE,
                        null,
                        "10.0.0.2",
                        List.of(),
                        0,
                        Map.of()));
            case Job.AwaitHealthy _ -> new JobResult.ContainerHealthy("port 8080 answered");
            case Job.StopContainer _ -> new JobResult.ContainerStopped(0, "the last words");
            case Job.RemoveContainer _ -> new JobResult.ContainerRemoved();
            case Job.InspectImages inspect ->
                new JobResult.ImagesInspected(inspect.images().stream()
                        .filter(image -> images.contains(exactly(image)))
                        .map(image -> new PresentImage(image, "sha256:id", 1_000_000))
                        .toList());
            case Job.CheckRegistry _ -> new JobResult.RegistryChecked(true);
            case Job.RemoveImage remove -> {
                images.remove(exactly(remove.image()));
                yield new JobResult.ImageRemoved(true);
            }
            case Job.ConfigureBalancer configure ->
                new JobResult.BalancerConfigured(configure.setup().structure(), false, List.of(), false, List.of());
        };
    }

    private static String exactly(PinnedImage image) {
        return image.digest() != null ? image.digest() : String.valueOf(image.imageId());
    }
}

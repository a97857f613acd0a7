package io.berth.backend.images;

import io.berth.backend.nodes.AgentLink;
import io.berth.backend.nodes.AgentReported;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Agents in memory whose engines hold what a test puts there, in front of one registry. */
final class ImageAgents implements AgentLink {

    static final long BYTES = 1_000;

    final Map<UUID, Set<String>> onNodes = new ConcurrentHashMap<>();
    final Set<String> inRegistry = ConcurrentHashMap.newKeySet();
    /** Images that a container of somebody else uses. */
    final Set<String> inUse = ConcurrentHashMap.newKeySet();
    /** Nodes whose agents are not linked. */
    final Set<UUID> away = ConcurrentHashMap.newKeySet();

    final List<String> checked = new CopyOnWriteArrayList<>();
    final List<String> removed = new CopyOnWriteArrayList<>();
    volatile boolean registryDown;
    private final ApplicationEventPublisher news;

    private ImageAgents(ApplicationEventPublisher news) {
        this.news = news;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {
        @Bean
        @Primary
        ImageAgents imageAgents(ApplicationEventPublisher news) {
            return new ImageAgents(news);
        }
    }

    void reset() {
        onNodes.clear();
        inRegistry.clear();
        inUse.clear();
        away.clear();
        checked.clear();
        removed.clear();
        registryDown = false;
    }

    void put(UUID node, PinnedImage image) {
        on(node).add(ImageKey.of(image));
    }

    Set<String> on(UUID node) {
        return onNodes.computeIfAbsent(node, _ -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public boolean send(UUID node, ControlMessage message) {
        if (away.contains(node) || !(message instanceof ControlMessage.RunJob(UUID id, Job job, long _))) {
            return false;
        }
        JobOutcome outcome = outcome(node, job);
        Thread.ofVirtual()
                .start(() -> news.publishEvent(new AgentReported(node, new AgentMessage.JobAnswer(id, outcome))));
        return true;
    }

    private JobOutcome outcome(UUID node, Job job) {
        return switch (job) {
            case Job.InspectImages(List<PinnedImage> images) ->
                new JobOutcome.Done(new JobResult.ImagesInspected(images.stream()
                        .filter(image -> on(node).contains(ImageKey.of(image)))
                        .map(image -> new PresentImage(image, "sha256:id", BYTES))
                        .toList()));
            case Job.CheckRegistry(PinnedImage image, var _) -> {
                checked.add(ImageKey.of(image));
                yield registryDown
                        ? new JobOutcome.Failed(FailureCode.REGISTRY_UNREACHABLE, "The registry is silent.", null)
                        : new JobOutcome.Done(new JobResult.RegistryChecked(inRegistry.contains(ImageKey.of(image))));
            }
            case Job.RemoveImage(PinnedImage image) -> {
                boolean gone = !inUse.contains(ImageKey.of(image));
                if (gone) {
                    on(node).remove(ImageKey.of(image));
                    removed.add(ImageKey.of(image));
                }
                yield new JobOutcome.Done(new JobResult.ImageRemoved(gone));
            }
            default -> new JobOutcome.Failed(FailureCode.UNKNOWN_JOB, "not in this test", null);
        };
    }
}

package io.berth.backend.images;

import io.berth.backend.nodes.AgentAnswer;
import io.berth.backend.nodes.AgentQuestions;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks nodes which images they have, and keeps what they say. */
@Component
class NodeLooks {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLooks.class);

    private final AgentQuestions questions;
    private final ImageRows rows;
    private final LookedAfter lookedAfter;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NodeLooks(
            AgentQuestions questions,
            ImageRows rows,
            LookedAfter lookedAfter,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.questions = questions;
        this.rows = rows;
        this.lookedAfter = lookedAfter;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The keys of those of the images that the node has; empty if it did not say. */
    CompletableFuture<Optional<Set<String>>> look(UUID node, List<PinnedImage> images, Duration patience) {
        Instant askedAt = clock.instant();
        return questions
                .ask(node, new Job.InspectImages(images), patience)
                .thenApply(answer -> answer instanceof AgentAnswer.Said(JobResult.ImagesInspected(var present))
                        ? Optional.of(keep(node, images, present, askedAt))
                        : Optional.<Set<String>>empty())
                .exceptionally(failure -> {
                    LOG.error("Which images node {} has could not be written down", node, failure);
                    return Optional.empty();
                });
    }

    private Set<String> keep(UUID node, List<PinnedImage> asked, List<PresentImage> present, Instant askedAt) {
        transaction.executeWithoutResult(_ -> lookedAfter.changed(rows.seen(node, asked, present, askedAt)));
        return present.stream().map(p -> ImageKey.of(p.image())).collect(Collectors.toSet());
    }
}

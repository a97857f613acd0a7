package io.berth.backend.images;

import io.berth.backend.audit.Actor;
import io.berth.backend.audit.Audit;
import io.berth.backend.nodes.AgentAnswer;
import io.berth.backend.nodes.AgentQuestions;
import io.berth.backend.nodes.Node;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes one image off a node, and writes that down. */
@Component
class ImageRemoval {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AgentQuestions questions;
    private final Needs needs;
    private final ImageRows rows;
    private final LookedAfter lookedAfter;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ImageRemoval(
            AgentQuestions questions,
            Needs needs,
            ImageRows rows,
            LookedAfter lookedAfter,
            Audit audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.questions = questions;
        this.needs = needs;
        this.rows = rows;
        this.lookedAfter = lookedAfter;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    sealed interface Result {
        record Removed() implements Result {}

        /** It stays. */
        record Kept(String problem) implements Result {}

        /** The node does not answer, so there is no point in asking for more. */
        record NoAnswer(String problem) implements Result {}
    }

    /**
     * Looks once more whether anything needs the image: it may have been a while since that was decided. Waits for the node.
     *
     * @param team in whose record it is written; null for nobody's in particular
     * @param name what the image is called there
     */
    Result remove(Node node, NodeImage image, @Nullable UUID team, Actor by, String name) {
        if (needs.on(node.id()).stream().anyMatch(need -> need.key().equals(image.key()))) {
            return new Result.Kept("It is needed again.");
        }
        PinnedImage exactly =
                new PinnedImage(image.image().reference(), image.image().digest(), null);
        AgentAnswer answer =
                questions.ask(node.id(), new Job.RemoveImage(exactly), PATIENCE).join();
        return switch (answer) {
            case AgentAnswer.Said(JobResult.ImageRemoved(boolean removed))
            when removed -> {
                transaction.executeWithoutResult(_ -> record(node, image, team, by, name));
                yield new Result.Removed();
            }
            case AgentAnswer.Said _ -> new Result.Kept("Something else on the node uses it.");
            case AgentAnswer.Failed(var _, String message) -> new Result.Kept(message);
            case AgentAnswer.Silence _ -> new Result.NoAnswer("The node " + node.name() + " does not answer.");
        };
    }

    private void record(Node node, NodeImage image, @Nullable UUID team, Actor by, String name) {
        rows.removed(node.id(), image.key(), clock.instant());
        lookedAfter.changed(Set.of(image.key()));
        String bytes = image.bytes() == null ? "size not known" : image.bytes() + " bytes";
        audit.record(
                team, by, "image.remove", "node", node.id(), "%s (%s) from %s".formatted(name, bytes, node.name()));
    }
}

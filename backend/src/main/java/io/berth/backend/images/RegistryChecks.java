package io.berth.backend.images;

import io.berth.backend.images.RegistryImage.State;
import io.berth.backend.nodes.AgentAnswer;
import io.berth.backend.nodes.AgentQuestions;
import io.berth.backend.registries.Registries;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks registries, through a node, whether they still have an image, and keeps what they say. */
@Component
class RegistryChecks {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryChecks.class);

    private final Map<Door, BackOff> closed = new ConcurrentHashMap<>();
    private final AgentQuestions questions;
    private final RegistryRows rows;
    private final Registries registries;
    private final TransactionTemplate transaction;
    private final LookedAfter lookedAfter;
    private final InstantSource clock;

    RegistryChecks(
            AgentQuestions questions,
            RegistryRows rows,
            Registries registries,
            TransactionTemplate transaction,
            LookedAfter lookedAfter,
            InstantSource clock) {
        this.questions = questions;
        this.rows = rows;
        this.registries = registries;
        this.transaction = transaction;
        this.lookedAfter = lookedAfter;
        this.clock = clock;
    }

    /** A registry as a team comes to it. */
    private record Door(UUID team, String registry) {}

    /** Whether the image's registry is being left alone for a while, because it did not answer. */
    boolean leftAlone(UUID team, PinnedImage image) {
        BackOff backOff = closed.get(new Door(team, ImageKey.registry(image)));
        return backOff != null && !backOff.over(clock.instant());
    }

    /** Empty if the node did not say in time what the registry says; that is not written down. */
    CompletableFuture<Optional<RegistryImage>> check(UUID team, PinnedImage image, UUID node, Duration patience) {
        var login = registries.login(team, image.reference()).orElse(null);
        return questions
                .ask(node, new Job.CheckRegistry(image, login), patience)
                .thenApply(answer -> keep(team, image, answer))
                .exceptionally(failure -> {
                    LOG.error("What a registry says of {} could not be written down", image.reference(), failure);
                    return Optional.empty();
                });
    }

    private Optional<RegistryImage> keep(UUID team, PinnedImage image, AgentAnswer answer) {
        Door door = new Door(team, ImageKey.registry(image));
        boolean answered = !(answer instanceof AgentAnswer.Silence)
                && !(answer instanceof AgentAnswer.Failed(FailureCode code, String _)
                        && code == FailureCode.REGISTRY_UNREACHABLE);
        closed.compute(door, (_, before) -> answered ? null : BackOff.after(before, clock.instant()));
        Optional<RegistryImage> heard = heard(answer);
        String key = ImageKey.of(image);
        heard.ifPresent(said -> transaction.executeWithoutResult(_ -> {
            if (rows.heard(team, key, said)) {
                lookedAfter.changed(Set.of(key));
            }
        }));
        return heard;
    }

    private Optional<RegistryImage> heard(AgentAnswer answer) {
        return switch (answer) {
            case AgentAnswer.Said(JobResult.RegistryChecked(boolean there)) ->
                Optional.of(
                        there
                                ? new RegistryImage(State.THERE, null, clock.instant())
                                : new RegistryImage(
                                        State.LOST, "The registry does not have it any more.", clock.instant()));
            case AgentAnswer.Failed(FailureCode _, String message) ->
                Optional.of(new RegistryImage(State.UNKNOWN, message, clock.instant()));
            case AgentAnswer.Said _, AgentAnswer.Silence _ -> Optional.empty();
        };
    }
}

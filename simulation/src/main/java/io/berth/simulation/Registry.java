package io.berth.simulation;

import io.berth.agent.engine.EngineException;
import io.berth.protocol.FailureCode;
import io.berth.protocol.ImageFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registry that every host sees: which image a tag means now, and what each image does. */
final class Registry {

    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final Map<String, ImageFacts> facts = new HashMap<>();
    private int images;
    private boolean away;

    /** Makes a new image and lets the tag mean it. */
    void publish(String reference, Behaviour behaviour, List<String> volumes) {
        images++;
        String digest = "sha256:%064x".formatted(images);
        tags.put(reference, digest);
        behaviours.put(digest, behaviour);
        facts.put(
                digest,
                new ImageFacts("sha256:%064x".formatted(images + 1_000_000), Map.of(), List.of(), volumes, true, null));
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    boolean knows(String reference) {
        return tags.containsKey(reference);
    }

    void forget(String reference) {
        tags.remove(reference);
    }

    String digest(String reference) {
        requireAnswer();
        String digest = tags.get(reference);
        if (digest == null) {
            throw new EngineException(FailureCode.IMAGE_NOT_FOUND, "The registry has no image " + reference + ".");
        }
        return digest;
    }

    void requireAnswer() {
        if (away) {
            throw new EngineException(FailureCode.REGISTRY_UNREACHABLE, "The registry does not answer.");
        }
    }

    Behaviour behaviour(String digest) {
        return behaviours.getOrDefault(digest, Behaviour.GOOD);
    }

    ImageFacts facts(String digest) {
        ImageFacts known = facts.get(digest);
        if (known == null) {
            throw new EngineException(FailureCode.IMAGE_NOT_FOUND, "The registry has no image " + digest + ".");
        }
        return known;
    }
}

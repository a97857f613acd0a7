package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.ImageName;
import io.berth.agent.engine.LocalImage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.RegistryLogin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which image a tag means, and how exactly that one gets onto the engine. */
final class ImageJobs {

    private final Engine engine;

    ImageJobs(Engine engine) {
        this.engine = engine;
    }

    PinnedImage resolve(String reference, @Nullable RegistryLogin login) {
        try {
            return new PinnedImage(reference, engine.digestInRegistry(reference, login), null);
        } catch (EngineException e) {
            return localInstead(reference, e).orElseThrow(() -> e);
        }
    }

    /**
     * A registry that does not know the image leaves it to the engine. One that does not answer may know a newer one: then
     * the engine's own counts only if it never came from there.
     */
    private Optional<PinnedImage> localInstead(String reference, EngineException refusal) {
        Optional<LocalImage> local = switch (refusal.code()) {
            case IMAGE_NOT_FOUND -> engine.findImage(reference);
            case REGISTRY_UNREACHABLE, REGISTRY_DENIED ->
                engine.findImage(reference).filter(image -> !image.cameFrom(ImageName.parse(reference)));
            default -> Optional.empty();
        };
        return local.map(image -> new PinnedImage(reference, null, image.facts().imageId()));
    }

    LocalImage ensure(PinnedImage image, @Nullable RegistryLogin login) {
        String name = runnableName(image);
        Optional<LocalImage> present = engine.findImage(name);
        if (present.isPresent()) {
            return present.get();
        }
        if (image.localOnly()) {
            throw new JobFailedException(
                    FailureCode.IMAGE_NOT_FOUND,
                    "The image " + image.reference() + " exists in no registry, and it is not on this host any more ("
                            + image.imageId() + ").");
        }
        engine.pull(name, login);
        return engine.findImage(name)
                .orElseThrow(() -> new JobFailedException(
                        FailureCode.IMAGE_NOT_FOUND, "The image " + name + " went away right after it was pulled."));
    }

    /** What the engine is told to run: never a tag, which may move. */
    String runnableName(PinnedImage image) {
        String digest = image.digest();
        return digest == null
                ? String.valueOf(image.imageId())
                : ImageName.parse(image.reference()).at(digest);
    }
}

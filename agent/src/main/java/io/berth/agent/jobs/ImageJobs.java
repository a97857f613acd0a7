package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.ImageName;
import io.berth.agent.engine.LocalImage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import io.berth.protocol.RegistryLogin;
import java.util.ArrayList;
import java.util.List;
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

    JobResult pull(Job.PullImage job) {
        Optional<LocalImage> present = engine.findImage(runnableName(job.image()));
        return present.isPresent()
                ? new JobResult.ImagePulled(present.get().facts(), false)
                : new JobResult.ImagePulled(bring(job.image(), job.login()).facts(), true);
    }

    /** Brings the image if it is not there. */
    void ensure(PinnedImage image, @Nullable RegistryLogin login) {
        if (engine.findImage(runnableName(image)).isEmpty()) {
            bring(image, login);
        }
    }

    private LocalImage bring(PinnedImage image, @Nullable RegistryLogin login) {
        String name = runnableName(image);
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

    JobResult inspect(Job.InspectImages job) {
        List<PresentImage> present = new ArrayList<>();
        for (PinnedImage image : job.images()) {
            find(image)
                    .map(local -> new PresentImage(image, local.facts().imageId(), local.bytes()))
                    .ifPresent(present::add);
        }
        return new JobResult.ImagesInspected(present);
    }

    /** What cannot be a name of an image is the name of none. */
    private Optional<LocalImage> find(PinnedImage image) {
        try {
            return engine.findImage(runnableName(image));
        } catch (EngineException e) {
            if (e.code() == FailureCode.IMAGE_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    JobResult checkRegistry(Job.CheckRegistry job) {
        if (job.image().localOnly()) {
            return new JobResult.RegistryChecked(false);
        }
        try {
            engine.digestInRegistry(runnableName(job.image()), job.login());
            return new JobResult.RegistryChecked(true);
        } catch (EngineException e) {
            if (e.code() == FailureCode.IMAGE_NOT_FOUND) {
                return new JobResult.RegistryChecked(false);
            }
            throw e;
        }
    }

    /** An image that no registry has cannot be had again, and its names are all somebody else's: it stays. */
    JobResult remove(Job.RemoveImage job) {
        boolean gone =
                job.image().localOnly() ? find(job.image()).isEmpty() : engine.removeImage(runnableName(job.image()));
        return new JobResult.ImageRemoved(gone);
    }

    /** What the engine is told to run: never a tag, which may move. */
    static String runnableName(PinnedImage image) {
        String digest = image.digest();
        return digest == null
                ? String.valueOf(image.imageId())
                : ImageName.parse(image.reference()).at(digest);
    }
}

package io.berth.agent.engine;

import io.berth.protocol.PinnedImage;
import java.io.IOException;
import java.nio.file.Path;

/** The test bed's HAProxy on the machine's engine, by way of the registry of this run or one for the moment. */
public final class HaproxyImage {

    private HaproxyImage() {}

    public static PinnedImage on(RealEngine engine, Path folder) throws IOException, InterruptedException {
        String given = System.getenv("BERTH_TEST_REGISTRY");
        if (given != null) {
            return offered(engine, given);
        }
        try (TestRegistry registry = TestRegistry.start(folder, null)) {
            PinnedImage image = offered(engine, registry.host());
            // The test bed's own name of it stays.
            engine.docker().removeImageCmd(image.reference()).exec();
            return image;
        }
    }

    private static PinnedImage offered(RealEngine engine, String registry) throws IOException, InterruptedException {
        TestRegistry.offer(registry, "haproxy");
        String name = registry + "/haproxy:2.6";
        String id = engine.engine().findImage(name).orElseThrow().facts().imageId();
        return new PinnedImage(name, null, id);
    }
}

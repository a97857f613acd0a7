package io.berth.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every test stands on: an engine that answers and a registry with images of its own. Made once per run. */
final class TestBed {

    private static final Duration IMAGES_BUILT = Duration.ofMinutes(10);

    private static @Nullable TestBed instance;

    private final Checkout checkout = Checkout.here();
    private final Engine engine = Engine.connect();
    private final Path directory;
    private final String registry;
    private final Set<String> offered = new HashSet<>();

    private TestBed() {
        if (!engine.answers()) {
            throw new AssertionError(
                    "No Docker engine answers; ./berth test sees to one, and to all else that these tests need.");
        }
        directory = Folders.temporary("registry");
        int port = FreePorts.next();
        registry = "127.0.0.1:" + port;
        checkout.testbed("registry", "start", directory.toString(), String.valueOf(port))
                .run(Duration.ofMinutes(1))
                .orFail();
        Runtime.getRuntime().addShutdownHook(new Thread(this::clean, "test-bed-cleaner"));
    }

    static synchronized TestBed get() {
        TestBed made = instance == null ? new TestBed() : instance;
        instance = made;
        return made;
    }

    Engine engine() {
        return engine;
    }

    Checkout checkout() {
        return checkout;
    }

    /** A repository of the test bed without its tag, such as {@code web}; built and pushed when it is first asked for. */
    synchronized String image(String name) {
        if (offered.add(name)) {
            checkout.testbed("images", registry, name).run(IMAGES_BUILT).orFail();
        }
        return registry + "/" + name;
    }

    private void clean() {
        checkout.testbed("registry", "stop", directory.toString()).run(Duration.ofMinutes(1));
        engine.forgetImagesOf(registry);
        Folders.delete(directory);
    }
}

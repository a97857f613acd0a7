package io.berth.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every test stands on: an engine that answers and a registry with images. {@code ./berth test} gives the registry;
 * without it one is made for this run.
 */
public final class TestBed {

    private static final Duration IMAGES_BUILT = Duration.ofMinutes(10);

    private static @Nullable TestBed instance;

    private final Checkout checkout = Checkout.here();
    private final Engine engine = Engine.connect();
    private final String registry;
    private final Set<String> offered = new HashSet<>();

    private TestBed() {
        if (!engine.answers()) {
            throw new AssertionError(
                    "No Docker engine answers; ./berth test sees to one, and to all else that these tests need.");
        }
        String given = System.getenv("BERTH_TEST_REGISTRY");
        if (given != null) {
            registry = given;
            return;
        }
        Path own = Folders.temporary("registry");
        int port = FreePorts.next();
        registry = "127.0.0.1:" + port;
        checkout.testbed("registry", "start", own.toString(), String.valueOf(port))
                .run(Duration.ofMinutes(1))
                .orFail();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clean(own), "test-bed-cleaner"));
    }

    public static synchronized TestBed get() {
        TestBed made = instance == null ? new TestBed() : instance;
        instance = made;
        return made;
    }

    public Engine engine() {
        return engine;
    }

    Checkout checkout() {
        return checkout;
    }

    /** A repository of the test bed without its tag, such as {@code web}; built and pushed when it is first asked for. */
    public synchronized String image(String name) {
        if (offered.add(name)) {
            checkout.testbed("images", registry, name).run(IMAGES_BUILT).orFail();
        }
        return registry + "/" + name;
    }

    private void clean(Path own) {
        checkout.testbed("registry", "stop", own.toString()).run(Duration.ofMinutes(1));
        engine.forgetImagesOf(registry);
        Folders.delete(own);
    }
}

package io.berth.e2e;

import java.nio.file.Path;
import java.time.Duration;

/** A registry of a test's own, which may be switched off, with images that nobody else has. */
final class OwnRegistry implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Path folder;
    private final int port = FreePorts.next();
    private final Checkout checkout = TestBed.get().checkout();

    private OwnRegistry(String name) {
        folder = Folders.temporary(name + "-registry");
    }

    static OwnRegistry started(String name) {
        OwnRegistry registry = new OwnRegistry(name);
        try {
            registry.checkout
                    .testbed("registry", "start", registry.folder.toString(), String.valueOf(registry.port))
                    .run(SOON)
                    .orFail();
            return registry;
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** Pushes the web application with a page of its own, which makes another image of it; the engine keeps nothing. */
    String offer(String name, String page) {
        String image = build(host() + "/" + name, page);
        docker("push", "--quiet", image);
        docker("rmi", image);
        return image;
    }

    /** Makes such an image on the engine alone. */
    static String build(String image, String page) {
        String recipe = "FROM " + TestBed.get().image("web") + ":1\nRUN echo '" + page
                + "' > /www/index.html && cp /www/index.html /www/version\n";
        Command.of(
                        "bash",
                        "-c",
                        "printf '%s' \"$1\" | docker build --quiet --network none --tag \"$2\" -",
                        "build",
                        recipe,
                        image)
                .run(SOON)
                .orFail();
        return image;
    }

    static void docker(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "docker";
        System.arraycopy(words, 0, command, 1, words.length);
        Command.of(command).run(SOON).orFail();
    }

    void switchOff() {
        checkout.testbed("registry", "stop", folder.toString()).run(SOON).orFail();
    }

    @Override
    public void close() {
        try {
            switchOff();
        } finally {
            TestBed.get().engine().forgetImagesOf(host());
            Folders.delete(folder);
        }
    }
}

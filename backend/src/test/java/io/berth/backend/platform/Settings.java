package io.berth.backend.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for tests that need no Spring. */
public final class Settings {

    private Settings() {}

    public static BerthSettings in(Path home) {
        return in(home, null);
    }

    public static BerthSettings in(Path home, @Nullable String masterKey) {
        return with(home, masterKey, 7400, "http://localhost:7400", new BerthSettings.Admin(null, null));
    }

    static BerthSettings with(
            Path home, @Nullable String masterKey, int httpPort, String publicUrl, BerthSettings.Admin admin) {
        return new BerthSettings(
                "test",
                home,
                httpPort,
                "0.0.0.0",
                7443,
                URI.create(publicUrl),
                null,
                masterKey,
                Duration.ofSeconds(3),
                5,
                80,
                "haproxy:3.2",
                new BerthSettings.Database(null, null, null),
                admin);
    }
}

package io.berth.backend.platform;

import java.nio.file.Path;

/** Makes homes for tests of other packages. */
public final class HomeForTests {

    private HomeForTests() {}

    public static Home in(Path directory) {
        return new Home(Settings.in(directory));
    }
}

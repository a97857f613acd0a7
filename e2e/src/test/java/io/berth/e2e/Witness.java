package io.berth.e2e;

import java.nio.file.Path;

/** Something under test that can tell what it saw when a test failed. */
interface Witness {

    /** Leaves files in the folder, and returns what is worth reading at once. */
    String testify(Path folder);
}

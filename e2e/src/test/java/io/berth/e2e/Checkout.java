package io.berth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A working copy of this repository, and the command in it. */
record Checkout(Path root) {

    /** The one that this test was built from. */
    static Checkout here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("berth"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "There is no ./berth in or above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return new Checkout(folder);
    }

    /** A working copy of a test's own with all that is built in it, to be changed and built again. */
    Checkout copy() {
        Path copy = Folders.temporary("checkout");
        String script =
                "tar -C \"$1\" --exclude=./.git --exclude=./e2e/target --exclude=./dist -cf - . | tar -C \"$2\" -xf -";
        Command.of("bash", "-o", "pipefail", "-c", script, "copy", root.toString(), copy.toString())
                .run(Duration.ofMinutes(2))
                .orFail();
        return new Checkout(copy);
    }

    Command berth(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = root.resolve("berth").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return Command.of(command).in(root);
    }

    Command testbed(String script, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = root.resolve("e2e/testbed/" + script).toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return Command.of(command).in(root);
    }

    Path file(String path) {
        return root.resolve(path);
    }

    Path target(String path) {
        return root.resolve("e2e/target").resolve(path);
    }
}

package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The real program. */
final class Haproxy {

    private Haproxy() {}

    /** Writes the files into that folder instead of the one that they are for. */
    static Path write(Plan plan, Path folder, UnaryOperator<String> change) {
        try {
            for (Map.Entry<String, String> file : plan.setup().files().entrySet()) {
                Path path = folder.resolve(file.getKey().substring(BalancerSetup.FOLDER.length() + 1));
                Files.createDirectories(path.getParent());
                String text = file.getValue().replace(BalancerSetup.FOLDER + "/", folder + "/");
                Files.writeString(path, file.getKey().equals(BalancerSetup.MAIN_FILE) ? change.apply(text) : text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve("haproxy.cfg");
    }

    /** @return what it finds wrong; empty if it accepts it */
    static String complaints(Path configuration) {
        try {
            Process check = start(configuration, "-c");
            String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!check.waitFor(30, TimeUnit.SECONDS)) {
                check.destroyForcibly();
                return "no end of it";
            }
            return check.exitValue() == 0 ? "" : output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Process start(Path configuration, String mode) {
        try {
            return new ProcessBuilder(program(), mode, "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("There is no haproxy on this machine: e2e/testbed/install brings it.", e);
        }
    }

    /** Where the package puts it is not on everybody's path. */
    private static String program() {
        Path ofPackage = Path.of("/usr/sbin/haproxy");
        return Files.isExecutable(ofPackage) ? ofPackage.toString() : "haproxy";
    }
}

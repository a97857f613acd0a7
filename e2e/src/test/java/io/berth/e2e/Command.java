package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program with its environment. What it says goes to files: a daemon that it leaves behind cannot hold the test up. */
final class Command {

    private final ProcessBuilder builder;

    private Command(List<String> words) {
        builder = new ProcessBuilder(words);
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Command in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** An empty value is kept: it counts as unset for the command under test. */
    Command with(Map<String, String> variables) {
        builder.environment().putAll(variables);
        return this;
    }

    Command with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** Runs it to its end; one that takes longer is killed and fails the test. */
    Outcome run(Duration limit) {
        try {
            Path out = Files.createTempFile("berth-e2e-", ".out");
            Path err = Files.createTempFile("berth-e2e-", ".err");
            try {
                return run(limit, out, err);
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name() + " ran", e);
        }
    }

    private Outcome run(Duration limit, Path out, Path err) throws IOException, InterruptedException {
        Process process = builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        Outcome outcome = new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        if (!ended) {
            throw new AssertionError(name() + " took longer than " + limit.toSeconds() + " s. " + outcome);
        }
        return outcome;
    }

    private String name() {
        return String.join(" ", builder.command());
    }

    record Outcome(int exit, String out, String err) {

        Outcome orFail() {
            if (exit != 0) {
                throw new AssertionError("The command failed. " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return "Exit " + exit + "\n--- stdout\n" + out + "--- stderr\n" + err;
        }
    }
}

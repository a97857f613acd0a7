package io.berth.backend.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the system's process table says of the servers on one data directory. */
final class PostgresProcesses {

    private final Path data;
    private final Path pidFile;

    PostgresProcesses(Path data) {
        this.data = data;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** What has become of the server that wrote the pid file. */
    enum Predecessor {
        /** There is none. */
        NONE,
        /** It runs on. */
        RUNNING,
        /** It is gone, and nobody has its process id. */
        GONE,
        /** It is dead, but its id is still or again in use: by its own zombie or by another program. */
        ID_TAKEN
    }

    Predecessor predecessor() throws IOException {
        OptionalLong pid = recordedPid();
        if (pid.isEmpty()) {
            return Predecessor.NONE;
        }
        Path process = Path.of("/proc", Long.toString(pid.getAsLong()));
        if (!Files.exists(process)) {
            return Predecessor.GONE;
        }
        return worksOnData(process) ? Predecessor.RUNNING : Predecessor.ID_TAKEN;
    }

    /** Whether any process of a server, be it a child that outlived its parent, still works on the data directory. */
    boolean anyAlive() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            List<Path> numbered = processes
                    .filter(p -> p.getFileName().toString().chars().allMatch(Character::isDigit))
                    .toList();
            return numbered.stream().anyMatch(this::worksOnData);
        }
    }

    /** Only when nothing works on the data any more: the file is what protects the data from two servers. */
    void forgetPredecessor() throws IOException {
        Files.deleteIfExists(pidFile);
    }

    /** Every process of a server has the data directory as its working directory; a zombie has none. */
    private boolean worksOnData(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(data)
                    && Files.readString(process.resolve("comm")).startsWith("postgres");
        } catch (IOException goneOrOfAnotherUser) {
            return false;
        }
    }

    private OptionalLong recordedPid() throws IOException {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.limit(1)
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new IOException(pidFile + " does not begin with a process id", e);
        }
    }
}

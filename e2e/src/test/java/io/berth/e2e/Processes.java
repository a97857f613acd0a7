package io.berth.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes of an installation, told from all others by the installation's folder in their command lines. */
final class Processes {

    private Processes() {}

    static List<Long> naming(Path folder) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> commandLine(pid).contains(folder.toString() + "/"))
                .toList();
    }

    /** As {@code kill -9}; returns when the process is gone. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("process " + pid + " is gone", Duration.ofSeconds(20), () -> !runs(pid));
    }

    /** A process that has ended, and that nobody has asked after yet, has no command line any more. */
    static boolean runs(long pid) {
        return !commandLine(pid).isEmpty();
    }

    private static String commandLine(long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}

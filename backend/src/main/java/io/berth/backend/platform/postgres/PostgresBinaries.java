package io.berth.backend.platform.postgres;

import io.berth.backend.platform.CannotStartException;
import io.berth.backend.platform.SecretToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from this application. */
record PostgresBinaries(Path directory) {

    private static final String PREFIX = "binaries-";

    /** Unpacks them unless these very ones are there, and removes those of earlier versions. */
    static PostgresBinaries in(Path parent) throws IOException {
        byte[] archive = archive();
        String version = HexFormat.of().formatHex(SecretToken.sha256(archive), 0, 6);
        Path target = parent.resolve(PREFIX + version);
        if (!Files.isDirectory(target)) {
            Path part = parent.resolve(".unpacking");
            FileSystemUtils.deleteRecursively(part);
            unpack(archive, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path other : entries(parent)) {
            if (other.getFileName().toString().startsWith(PREFIX) && !other.equals(target)) {
                FileSystemUtils.deleteRecursively(other);
            }
        }
        return new PostgresBinaries(target);
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() throws IOException {
        String machine = System.getProperty("os.arch");
        String name = "/postgres-linux-" + (machine.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
            if (in == null || !(machine.equals("aarch64") || machine.equals("amd64"))) {
                throw new CannotStartException(
                        "There is no embedded PostgreSQL for this machine (" + machine + "): set BERTH_DATABASE_URL.");
            }
            return in.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an entry leaves the archive's directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}

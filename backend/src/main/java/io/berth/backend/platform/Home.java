package io.berth.backend.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The directory where all state lies that is not in a database. One control plane at a time holds it. */
@Component
public class Home implements AutoCloseable {

    /** The one line about a start that failed, for the {@code berth} command. */
    public static final String ERROR_FILE = "control-plane.error";

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final Path run;
    private final FileChannel lockFile;

    Home(BerthSettings settings) {
        this.root = settings.home();
        this.run = settings.runDirectory();
        try {
            Files.createDirectories(root);
            directory("run");
            this.lockFile = hold(run.resolve("control-plane.lock"));
            Files.deleteIfExists(run.resolve(ERROR_FILE));
        } catch (IOException e) {
            throw new CannotStartException("BERTH_HOME " + root + " cannot be used: " + e + ".", e);
        }
    }

    private FileChannel hold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new CannotStartException("Another control plane is running on BERTH_HOME " + root + ".");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    /** A directory of that name, which only its owner may enter. */
    public Path directory(String name) throws IOException {
        Path directory = root.resolve(name);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        }
        return directory;
    }

    /** Puts a line into a file under {@code run} that only its owner may read. */
    public void writeRunFile(String name, String line) {
        writeSecret(run.resolve(name), line);
    }

    public void deleteRunFile(String name) {
        try {
            Files.deleteIfExists(run.resolve(name));
        } catch (IOException e) {
            throw new CannotStartException("A file cannot be removed: " + e + ".", e);
        }
    }

    /** Replaces a file as a whole: whoever reads it sees the old line or the new one. */
    public void writeSecret(Path file, String line) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(
                    directory, "." + file.getFileName(), "", PosixFilePermissions.asFileAttribute(OWNER_FILE));
            Files.writeString(fresh, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CannotStartException("A file cannot be written: " + e + ".", e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}

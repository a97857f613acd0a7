package io.berth.agent.report;

import io.berth.protocol.DiskSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file system that the engine keeps its images on. Found once for each connection, since finding it reads the table of
 * mounts; asking how full it is costs the kernel nothing to speak of.
 */
public final class EngineDisk {

    private volatile @Nullable FileStore store;

    /** @param rootDirectory where the engine keeps its images, if that is on this host */
    public void at(@Nullable String rootDirectory) {
        store = rootDirectory == null ? null : storeOf(rootDirectory);
    }

    /** An agent in a container of its own need not see the host's folders. */
    private static @Nullable FileStore storeOf(String rootDirectory) {
        try {
            return Files.getFileStore(Path.of(rootDirectory));
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** @return null if it cannot be seen from here */
    public @Nullable DiskSpace space() {
        FileStore disk = store;
        if (disk == null) {
            return null;
        }
        try {
            return new DiskSpace(disk.getTotalSpace(), disk.getUsableSpace());
        } catch (IOException e) {
            return null;
        }
    }
}

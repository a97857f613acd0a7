package io.berth.agent.state;

import io.berth.agent.jobs.VolumeEpochs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** One small file for each volume. */
public final class EpochFiles implements VolumeEpochs {

    private final Path folder;

    EpochFiles(Path folder) throws IOException {
        DurableFiles.makePrivateFolder(folder);
        this.folder = folder;
    }

    @Override
    public synchronized long highest(UUID volume) {
        Path file = folder.resolve(volume.toString());
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            throw new IllegalStateException(file + " holds no epoch", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the epoch of a volume cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void raise(UUID volume, long epoch) {
        if (epoch <= highest(volume)) {
            return;
        }
        try {
            DurableFiles.replace(folder.resolve(volume.toString()), epoch + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the epoch of a volume cannot be kept: " + e.getMessage(), e);
        }
    }
}

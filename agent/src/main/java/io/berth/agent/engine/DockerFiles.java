package io.berth.agent.engine;

import com.github.dockerjava.api.DockerClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts files into a container as an archive. It names no folders: the engine makes those that are missing, readable to all, and
 * would give those that are there the archive's owner and mode.
 */
final class DockerFiles {

    private static final int READABLE_TO_ALL = 0644;

    private DockerFiles() {}

    static void copy(DockerClient client, String engineId, Map<String, String> files) {
        client.copyArchiveToContainerCmd(engineId)
                .withRemotePath("/")
                .withTarInputStream(new ByteArrayInputStream(archive(files)))
                .exec();
    }

    private static byte[] archive(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setMode(READABLE_TO_ALL);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory", e);
        }
        return bytes.toByteArray();
    }
}

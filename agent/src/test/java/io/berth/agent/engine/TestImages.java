package io.berth.agent.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Images made on the spot from one static program, so that no test needs a registry to have something to run. */
public final class TestImages {

    /** Runs until stopped, declares a port, a variable and a stop signal. */
    public static final String PLAIN = "berth-agent-test/plain:1";

    /** Healthy as soon as the file /healthy exists. */
    public static final String WITH_HEALTH_CHECK = "berth-agent-test/health:1";

    /** Declares a volume too. It is only looked at: an engine would make a nameless volume for each container of it. */
    static final String WITH_VOLUME = "berth-agent-test/volume:1";

    /** For registries alone: pushing an image leaves traces on it. */
    static final String PUSHED = "berth-agent-test/pushed:1";

    private static final String BASE = """
            FROM scratch
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            COPY busybox /seed/busybox
            ENV PATH=/bin GREETING=hello
            EXPOSE 8080
            STOPSIGNAL SIGQUIT
            CMD ["sh", "-c", "trap 'exit 0' QUIT; echo ready; while true; do sleep 0.05; done"]
            """;

    private TestImages() {}

    static void build(DockerClient docker) {
        build(docker, PLAIN, BASE);
        build(docker, WITH_VOLUME, BASE + "VOLUME /data\n");
        build(docker, PUSHED, BASE + "LABEL pushed=true\n");
        build(
                docker,
                WITH_HEALTH_CHECK,
                BASE
                        + "HEALTHCHECK --interval=1s --timeout=5s --retries=1 CMD test -e /healthy || (echo not yet; exit 1)\n");
    }

    private static void build(DockerClient docker, String name, String dockerfile) {
        docker.buildImageCmd(new ByteArrayInputStream(context(dockerfile)))
                .withTags(Set.of(name))
                .withNetworkMode("none")
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    private static byte[] context(String dockerfile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8), 0644);
            add(tar, "busybox", Files.readAllBytes(Path.of("/bin/busybox")), 0755);
        } catch (IOException e) {
            throw new IllegalStateException("the test image cannot be put together", e);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}

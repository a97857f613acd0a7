package io.berth.agent.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.LogLine;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Follow streams over plain requests. The library's callbacks read ahead on a thread of their own and cut log entries at the
 * size of a buffer; here the reader's pace is the stream's pace, and an entry stays an entry.
 */
final class DockerStreams implements EngineStreams {

    private static final List<String> CHANGES = List.of(
            "create", "start", "restart", "die", "stop", "pause", "unpause", "rename", "health_status", "destroy");

    private final DockerConnections docker;

    DockerStreams(DockerConnections docker) {
        this.docker = docker;
    }

    @Override
    public EngineStream<ContainerEvent> containerEvents(UUID installation) {
        String filters = Wire.write(Map.of(
                "type", List.of("container"),
                "event", CHANGES,
                "label", List.of(Labels.INSTALLATION + "=" + installation)));
        String path = "/events?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
        return new DockerEventStream(open(path, "watch containers"));
    }

    @Override
    public EngineStream<LogLine> logs(String engineId, int tail, boolean follow) {
        String path = "/containers/" + engineId + "/logs?stdout=1&stderr=1&timestamps=1&tail=" + tail + "&follow="
                + (follow ? 1 : 0);
        return new DockerLogStream(open(path, "read the container's log"));
    }

    private DockerHttpClient.Response open(String path, String attempt) {
        try {
            DockerHttpClient.Response response = docker.open(DockerHttpClient.Request.Method.GET, path, Map.of());
            if (response.getStatusCode() == 200) {
                return response;
            }
            try (response) {
                throw new EngineException(
                        response.getStatusCode() == 404 ? FailureCode.CONTAINER_MISSING : FailureCode.ENGINE_ERROR,
                        "The engine could not " + attempt + ": "
                                + DockerErrors.words(DockerConnections.body(response)));
            }
        } catch (IOException e) {
            throw DockerErrors.unreachable(e);
        } catch (RuntimeException e) {
            throw DockerErrors.translate(attempt, e);
        }
    }
}

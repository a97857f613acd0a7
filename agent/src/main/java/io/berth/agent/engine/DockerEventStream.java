package io.berth.agent.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.transport.DockerHttpClient;
import io.berth.protocol.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Docker's events, one JSON object a line. */
final class DockerEventStream extends DockerReading<ContainerEvent> {

    private final BufferedReader lines;

    DockerEventStream(DockerHttpClient.Response response) {
        super(response);
        this.lines = new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
    }

    @Override
    @Nullable
    ContainerEvent read() throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        if (line == null) {
            return null;
        }
        Event event = Wire.read(line, Event.class);
        Map<String, String> attributes = event.actor().attributes();
        return new ContainerEvent(
                event.actor().id(), attributes.getOrDefault("name", ""), attributes, "destroy".equals(event.action()));
    }

    private record Event(
            @JsonProperty("Action") String action,
            @JsonProperty("Actor") Actor actor) {}

    private record Actor(
            @JsonProperty("ID") String id,
            @JsonProperty("Attributes") Map<String, String> attributes) {}
}

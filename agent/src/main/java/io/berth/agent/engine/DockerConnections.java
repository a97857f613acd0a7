package io.berth.agent.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The connections to one engine: a pool for calls that answer soon, and one for what stays open, so that followed logs never
 * keep a call waiting for a connection. No API version is asked for, which lets every engine answer in its own.
 */
final class DockerConnections implements AutoCloseable {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final int PINGS = 2;
    private static final int CALLS = 32;
    private static final int STREAMS = 256;

    /** Logins of this host's own users are not ours to lend to teams. */
    private static final String NO_DOCKER_CONFIG = "/nonexistent";

    private final DockerHttpClient calls;
    private final DockerHttpClient pings;
    private final DockerHttpClient streams;
    private final DockerClient client;
    private final DockerClient patientClient;

    DockerConnections(String dockerHost) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(dockerHost)
                .withDockerConfig(NO_DOCKER_CONFIG)
                .build();
        this.calls = pool(config, CALLS);
        this.pings = pool(config, PINGS);
        this.streams = pool(config, STREAMS);
        this.client = DockerClientImpl.getInstance(config, calls);
        this.patientClient = DockerClientImpl.getInstance(config, streams);
    }

    private static DockerHttpClient pool(DockerClientConfig config, int connections) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(connections)
                .connectionTimeout(AT_ONCE)
                .build();
    }

    /** For calls that answer soon. */
    DockerClient client() {
        return client;
    }

    /** For calls that take as long as they take, such as a stop with a long grace time. */
    DockerClient patientClient() {
        return patientClient;
    }

    boolean ping() {
        DockerHttpClient.Request request = request(DockerHttpClient.Request.Method.GET, "/_ping", Map.of());
        try {
            return TimeLimit.within(AT_ONCE, () -> {
                try (DockerHttpClient.Response response = pings.execute(request)) {
                    return response.getStatusCode() == 200;
                }
            });
        } catch (EngineException e) {
            return false;
        } catch (RuntimeException e) {
            DockerErrors.requireUnreachable(e);
            return false;
        }
    }

    Answer get(String path, Map<String, String> headers) {
        return call(request(DockerHttpClient.Request.Method.GET, path, headers));
    }

    Answer post(String path, String json) {
        return call(DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.POST)
                .path(path)
                .putAllHeaders(Map.of("Content-Type", "application/json"))
                .bodyBytes(json.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    private Answer call(DockerHttpClient.Request request) {
        try (DockerHttpClient.Response response = calls.execute(request)) {
            return new Answer(response.getStatusCode(), body(response));
        } catch (IOException e) {
            throw DockerErrors.unreachable(e);
        }
    }

    /** @return an answer whose body is still to come; the caller closes it */
    DockerHttpClient.Response open(DockerHttpClient.Request.Method method, String path, Map<String, String> headers) {
        return streams.execute(request(method, path, headers));
    }

    static String body(DockerHttpClient.Response response) throws IOException {
        return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static DockerHttpClient.Request request(
            DockerHttpClient.Request.Method method, String path, Map<String, String> headers) {
        return DockerHttpClient.Request.builder()
                .method(method)
                .path(path)
                .putAllHeaders(headers)
                .build();
    }

    @Override
    public void close() throws IOException {
        client.close();
        patientClient.close();
        pings.close();
    }

    /** A complete answer of the engine. */
    record Answer(int status, String body) {

        boolean good() {
            return status >= 200 && status < 300;
        }
    }
}

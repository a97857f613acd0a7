package io.berth.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The REST API as a program sees it that has a user's name and key. */
public final class Api {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final String url;
    private final String authorization;

    Api(String url, String user, String key) {
        this.url = url;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, Json.write(body));
    }

    Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, Json.write(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            String text = response.body();
            return new Answer(
                    method + " " + path,
                    response.statusCode(),
                    Json.read(text.isEmpty() ? "null" : text),
                    response.headers().firstValue("X-Tutum-Action-URI").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a service and returns its address; nothing is started. */
    String create(Map<String, ?> definition) {
        return post("/api/v1/service/", definition).ok().path("resource_uri").asText();
    }

    /** Makes and starts a service, and waits until all of it runs. */
    public String run(Map<String, ?> definition) {
        String service = create(definition);
        succeed(act(service, "start"));
        return service;
    }

    /** Asks for an operation and returns the address of the action that came of it. */
    public String act(String service, String operation) {
        Answer answer = post(service + operation + "/");
        answer.ok();
        return answer.action();
    }

    public JsonNode succeed(String action) {
        JsonNode ended = end(action);
        if (!"Success".equals(ended.path("state").asText())) {
            throw new AssertionError("The action should have succeeded: " + ended);
        }
        return ended;
    }

    JsonNode fail(String action) {
        JsonNode ended = end(action);
        if (!"Failed".equals(ended.path("state").asText())) {
            throw new AssertionError("The action should have failed: " + ended);
        }
        return ended;
    }

    /** Waits until it has ended, however it ends. */
    JsonNode end(String action) {
        return end(action, Duration.ofMinutes(2));
    }

    JsonNode end(String action, Duration limit) {
        return Await.until(
                action + " has ended",
                limit,
                () -> get(action).ok(),
                seen -> List.of("Success", "Failed", "Canceled")
                        .contains(seen.path("state").asText()));
    }

    /** Waits until it has ended as it was before. */
    JsonNode goBack(String action) {
        JsonNode ended = fail(action);
        if (!"rolled_back".equals(state(ended))) {
            throw new AssertionError("The action should have been rolled back: " + ended);
        }
        return ended;
    }

    /** How exactly a deployment stands, such as {@code rolled_back}. */
    static String state(JsonNode action) {
        return action.path("rollout_state").asText();
    }

    JsonNode awaitState(String service, String state) {
        return Await.until(
                service + " is " + state,
                Duration.ofMinutes(2),
                () -> get(service).ok(),
                seen -> state.equals(seen.path("state").asText()));
    }

    List<JsonNode> list(String path) {
        return StreamSupport.stream(get(path).ok().path("objects").spliterator(), false)
                .toList();
    }

    public record Answer(String request, int status, JsonNode body, String action) {

        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(this);
            }
            return body;
        }
    }
}

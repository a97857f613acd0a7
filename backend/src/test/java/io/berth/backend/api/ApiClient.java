package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the API with a key. */
public record ApiClient(MockMvc server, JsonMapper json, User user, Team team, String key) {

    private static final Set<String> FINAL = Set.of("Success", "Failed", "Canceled");

    public Answer get(String path) {
        return send(request("GET", path));
    }

    public Answer post(String path) {
        return send(request("POST", path));
    }

    /** @param body with single quotes for double ones */
    public Answer post(String path, String body) {
        return send(withBody(request("POST", path), body));
    }

    public Answer patch(String path, String body) {
        return send(withBody(request("PATCH", path), body));
    }

    public Answer delete(String path) {
        return send(request("DELETE", path));
    }

    public MockHttpServletRequestBuilder request(String method, String path) {
        String credentials = user.username() + ":" + key;
        return MockMvcRequestBuilders.request(HttpMethod.valueOf(method), java.net.URI.create(path))
                .header(
                        HttpHeaders.AUTHORIZATION,
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    public static MockHttpServletRequestBuilder withBody(MockHttpServletRequestBuilder request, String body) {
        return request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"'));
    }

    public Answer send(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response =
                    server.perform(request).andReturn().getResponse();
            return new Answer(
                    response.getStatus(),
                    response.getContentAsString(StandardCharsets.UTF_8),
                    response.getContentType(),
                    response.getHeader("X-Tutum-Action-URI"),
                    response.getHeader("Location"),
                    response.getHeader("Allow"),
                    json);
        } catch (Exception e) {
            throw new AssertionError("the request was not answered", e);
        }
    }

    /** Makes a service and gives its address. */
    public String service(String body) {
        Answer made = post("/api/v1/service/", body);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("resource_uri");
    }

    /** Makes a service and starts it. */
    public String running(String body) {
        String service = service(body);
        ended(post(service + "start/"));
        return service;
    }

    /** Waits for the action that an answer names. */
    public Answer ended(Answer started) {
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String action = String.valueOf(started.action());
        await().until(() -> FINAL.contains(get(action).text("state")));
        return get(action);
    }

    /** What came back. */
    public record Answer(
            int status,
            String body,
            @Nullable String contentType,
            @Nullable String action,
            @Nullable String location,
            @Nullable String allow,
            JsonMapper json) {

        public JsonNode tree() {
            return json.readTree(body);
        }

        public JsonNode at(String field) {
            return tree().path(field);
        }

        public String text(String field) {
            return at(field).asString();
        }

        public java.util.List<String> objects(String field) {
            return StreamSupport.stream(at("objects").spliterator(), false)
                    .map(o -> o.path(field).asString())
                    .toList();
        }

        /** The fields that a problem names. */
        public java.util.List<String> fields() {
            return StreamSupport.stream(at("errors").spliterator(), false)
                    .map(e -> e.path("field").asString())
                    .toList();
        }
    }
}

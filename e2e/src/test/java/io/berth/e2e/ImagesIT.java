package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where images come from, and what exactly is run. */
@ExtendWith(Evidence.class)
class ImagesIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        berth = Installation.started("images");
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        berth.close();
    }

    @Test
    void aTagThatHasMovedIsFollowedByARedeployAndByNothingElse() {
        String repository = TestBed.get().image("web") + "-moving";
        push(TestBed.get().image("web") + ":1", repository + ":latest", Map.of());
        String service = api.run(with("moving", repository + ":latest"));
        assertThat(page("moving")).contains("web 1");
        push(TestBed.get().image("web") + ":2", repository + ":latest", Map.of());
        api.succeed(api.act(service, "stop"));
        api.succeed(api.act(service, "start"));
        assertThat(page("moving")).contains("web 1");
        JsonNode action = api.succeed(api.act(service, "redeploy"));
        assertThat(page("moving")).contains("web 2");
        assertThat(action.path("from_image_digest").asText()).startsWith("sha256:");
        assertThat(action.path("image_digest").asText())
                .startsWith("sha256:")
                .isNotEqualTo(action.path("from_image_digest").asText());
    }

    @Test
    void anImageThatNoRegistryKnowsIsPinnedByItsIdAndMarkedAsLocal() {
        Engine engine = TestBed.get().engine();
        String name = "berth-e2e-" + ProcessHandle.current().pid() + "/never-pushed";
        String image = TestBed.get().image("web") + ":1";
        engine.docker().tagImageCmd(image, name, "1").exec();
        try {
            String service = api.run(with("local", name + ":1"));
            JsonNode seen = api.get(service).ok();
            assertThat(seen.path("local_only").asBoolean()).isTrue();
            assertThat(seen.path("image_digest").asText()).isEqualTo(engine.imageId(image));
        } finally {
            engine.docker().removeImageCmd(name + ":1").exec();
        }
    }

    @Test
    void aPrivateRegistryIsEnteredWithTheCredentialsOfTheTeam() {
        Path directory = Folders.temporary("private-registry");
        Path login = Folders.temporary("docker-login");
        String host = "127.0.0.1:" + FreePorts.next();
        Checkout checkout = TestBed.get().checkout();
        Path users = directory.resolve("users");
        Command.of(
                        "bash",
                        "-c",
                        "echo a-registry-password | \"$1\" user \"$2\" crane",
                        "user",
                        checkout.file("e2e/testbed/registry").toString(),
                        users.toString())
                .run(SOON)
                .orFail();
        checkout.testbed("registry", "start", directory.toString(), host.substring(host.indexOf(':') + 1))
                .with("REGISTRY_HTPASSWD", users.toString())
                .run(SOON)
                .orFail();
        try {
            Map<String, String> docker = Map.of("DOCKER_CONFIG", login.toString());
            Command.of(
                            "bash",
                            "-c",
                            "echo a-registry-password | docker login --username crane --password-stdin \"$1\"",
                            "login",
                            host)
                    .with(docker)
                    .run(SOON)
                    .orFail();
            push(TestBed.get().image("web") + ":1", host + "/web:1", docker);
            TestBed.get().engine().forgetImagesOf(host);

            String service = api.create(with("private", host + "/web:1"));
            assertThat(api.fail(api.act(service, "start")).path("message").asText())
                    .doesNotContain("a-registry-password");
            api.post("/api/v1/registry/", Map.of("host", host, "username", "crane", "password", "a-registry-password"))
                    .ok();
            api.succeed(api.act(service, "start"));
            assertThat(page("private")).contains("web 1");
            assertThat(api.get("/api/v1/registry/").ok().toString()).doesNotContain("a-registry-password");
        } finally {
            berth.containers("private")
                    .forEach(c -> TestBed.get()
                            .engine()
                            .docker()
                            .removeContainerCmd(c.id())
                            .withForce(true)
                            .exec());
            TestBed.get().engine().forgetImagesOf(host);
            checkout.testbed("registry", "stop", directory.toString()).run(SOON).orFail();
            Folders.delete(directory);
            Folders.delete(login);
        }
    }

    private static Map<String, Object> with(String name, String image) {
        Map<String, Object> definition = new HashMap<>(Definitions.web(name, "1", 1));
        definition.put("image", image);
        return definition;
    }

    private static void push(String image, String name, Map<String, String> docker) {
        Command.of("docker", "tag", image, name).run(SOON).orFail();
        Command.of("docker", "push", "--quiet", name).with(docker).run(SOON).orFail();
    }

    private static String page(String service) {
        String container = berth.containers(service).getFirst().id();
        return TestBed.get().engine().run(container, "cat", "/www/version");
    }
}

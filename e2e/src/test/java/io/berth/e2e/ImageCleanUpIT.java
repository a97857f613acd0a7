package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A clean-up takes away what Berth pulled and promises no more, and nothing else that is on the engine. */
@ExtendWith(Evidence.class)
class ImageCleanUpIT {

    private static final int WINDOW = 2;
    private static final int REVISIONS = 5;
    private static final String FOREIGN =
            "berth-e2e-foreign-" + ProcessHandle.current().pid();

    private final Engine engine = TestBed.get().engine();

    @SuppressWarnings("NullAway.Init")
    private static OwnRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private static Installation berth;

    @SuppressWarnings("NullAway.Init")
    private static Api api;

    @BeforeAll
    static void start() {
        registry = OwnRegistry.started("clean-up");
        berth = Installation.prepared("clean-up")
                .with("BERTH_ROLLBACK_WINDOW", String.valueOf(WINDOW))
                .started();
        api = berth.api();
    }

    @AfterAll
    static void stop() {
        Closing.all(berth, registry, () -> TestBed.get().engine().forgetImagesOf(FOREIGN));
    }

    /** Revision 1 runs an image that a person pulled before, 2 to 5 what Berth pulled; 4 and 5 are promised. */
    @Test
    void onlyImagesThatBerthPulledAndPromisesNoMoreAreRemoved() {
        List<String> images = new ArrayList<>();
        for (int n = 1; n <= REVISIONS; n++) {
            images.add(registry.offer("cleaned:v" + n, "cleaned " + n));
        }
        OwnRegistry.docker("pull", "--quiet", images.getFirst());
        String loaded = OwnRegistry.build(FOREIGN + "/by-hand:1", "by hand");
        Map<Integer, String> names = deployAll(images);
        String tagged = FOREIGN + "/another-name:1";
        OwnRegistry.docker("tag", named(names, 3), tagged);

        JsonNode plan = api.get(node() + "image-cleanup/").ok();
        assertThat(toBeRemoved(plan)).as("plan %s", plan).containsExactlyInAnyOrderElementsOf(digests(names, 2, 3));
        assertThat(names.values()).as("a dry run touches nothing").allMatch(this::isThere);

        JsonNode done = api.post(node() + "image-cleanup/").ok();
        assertThat(toBeRemoved(done)).as("done %s", done).containsExactlyInAnyOrderElementsOf(digests(names, 2, 3));
        Await.until("the second image is gone", java.time.Duration.ofSeconds(30), () -> !isThere(named(names, 2)));
        assertThat(isThere(named(names, 3))).as("the third, by its own name").isFalse();
        assertThat(isThere(tagged))
                .as("the third, by the name that a person gave it")
                .isTrue();
        assertThat(isThere(images.getFirst())).as("what a person pulled").isTrue();
        assertThat(isThere(loaded)).as("what a person loaded").isTrue();
        assertThat(isThere(named(names, 4))).as("promised").isTrue();
        assertThat(isThere(named(names, 5))).as("running").isTrue();
        assertThat(berth.containers("cleaned")).hasSize(1).allMatch(ContainerOnEngine::running);
        assertThat(toBeRemoved(api.get(node() + "image-cleanup/").ok())).isEmpty();
    }

    /** @return by revision the name under which the engine runs its image */
    private Map<Integer, String> deployAll(List<String> images) {
        Map<String, Object> definition = new HashMap<>(Definitions.web("cleaned", "1", 1));
        definition.put("image", images.getFirst());
        String service = api.run(definition);
        Map<Integer, String> names = new TreeMap<>(Map.of(1, nameThatRuns()));
        for (int n = 2; n <= REVISIONS; n++) {
            api.patch(service, Map.of("image", images.get(n - 1))).ok();
            api.succeed(api.act(service, "redeploy"));
            names.put(n, nameThatRuns());
        }
        return names;
    }

    private String nameThatRuns() {
        return String.valueOf(
                engine.inspect(berth.containers("cleaned").getFirst().id())
                        .getConfig()
                        .getImage());
    }

    private static String named(Map<Integer, String> names, int revision) {
        return java.util.Objects.requireNonNull(names.get(revision));
    }

    private static List<String> digests(Map<Integer, String> names, int... revisions) {
        return java.util.Arrays.stream(revisions)
                .mapToObj(n -> named(names, n))
                .map(name -> name.substring(name.indexOf('@') + 1))
                .toList();
    }

    private static List<String> toBeRemoved(JsonNode plan) {
        return StreamSupport.stream(plan.path("images").spliterator(), false)
                .filter(image -> image.path("remove").asBoolean())
                .map(image -> image.path("digest").asText())
                .toList();
    }

    private boolean isThere(String image) {
        try {
            engine.docker().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException gone) {
            return false;
        }
    }

    private static String node() {
        return api.list("/api/v1/node/").getFirst().path("resource_uri").asText();
    }
}

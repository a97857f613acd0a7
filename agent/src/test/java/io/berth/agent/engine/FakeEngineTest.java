package io.berth.agent.engine;

import io.berth.protocol.ImageFacts;
import java.util.List;
import java.util.Map;

/** Keeps the fake honest. */
class FakeEngineTest extends EngineContract {

    private final FakeEngine engine = new FakeEngine();

    FakeEngineTest() {
        engine.load(TestImages.PLAIN, facts("sha256:plain", List.of(), false));
        engine.load(TestImages.WITH_HEALTH_CHECK, facts("sha256:health", List.of(), true));
        engine.load(TestImages.WITH_VOLUME, facts("sha256:volume", List.of("/data"), false));
    }

    private static ImageFacts facts(String id, List<String> volumes, boolean healthCheck) {
        return new ImageFacts(id, Map.of("GREETING", "hello"), List.of("8080/tcp"), volumes, healthCheck, "SIGQUIT");
    }

    @Override
    Engine engine() {
        return engine;
    }
}

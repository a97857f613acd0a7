package io.berth.agent.engine;

import io.berth.protocol.ImageFacts;
import java.util.List;
import java.util.Map;

/** Keeps the fake honest. */
class FakeEngineTest extends EngineContract {

    private final FakeEngine engine = new FakeEngine();

    FakeEngineTest() {
        engine.load(TestImages.PLAIN, facts("sha256:plain", false));
        engine.load(TestImages.WITH_HEALTH_CHECK, facts("sha256:health", true));
    }

    private static ImageFacts facts(String id, boolean healthCheck) {
        return new ImageFacts(
                id, Map.of("GREETING", "hello"), List.of("8080/tcp"), List.of("/data"), healthCheck, "SIGQUIT");
    }

    @Override
    Engine engine() {
        return engine;
    }
}

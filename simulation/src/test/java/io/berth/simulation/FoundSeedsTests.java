package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.simulation.Simulation.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds that have found something, each with what that was. */
class FoundSeedsTests {

    static Stream<String> found() throws IOException {
        try (InputStream list = FoundSeedsTests.class.getResourceAsStream("/found-seeds.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsNothingAnyMore(String line) {
        long seed = Long.parseLong(line.split(" ", 2)[0]);

        Result result = Simulation.runInWords(seed, Plant.NONE, null);

        assertThat(result.violation()).as(() -> Main.describe(result)).isNull();
    }
}

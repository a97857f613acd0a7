package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void littleIsToldWhole() {
        assertThat(LastWords.bounded(List.of())).isEmpty();
        assertThat(LastWords.bounded(List.of("", "one", "", "two", ""))).isEqualTo("\none\n\ntwo\n");
    }

    @Test
    void ofManyLinesTheLastAreTold() {
        List<String> lines =
                IntStream.rangeClosed(1, 300).mapToObj(String::valueOf).toList();

        assertThat(LastWords.bounded(lines).lines())
                .hasSize(LastWords.LINES)
                .startsWith("101")
                .endsWith("300");
    }

    @Test
    void ofLongLinesAsManyAreToldAsFit() {
        String log = LastWords.bounded(Collections.nCopies(100, "ü".repeat(1_000)));

        assertThat(bytes(log)).isBetween(LastWords.BYTES - 2_001, LastWords.BYTES);
        assertThat(log.lines()).hasSize(32).allMatch("ü".repeat(1_000)::equals);
    }

    @Test
    void ofALineThatIsTooLongTheEndIsToldAndNoHalfCharacter() {
        for (int before = 0; before < 4; before++) {
            String log = LastWords.bounded(List.of("x".repeat(before) + "😀".repeat(20_000)));

            assertThat(bytes(log)).isBetween(LastWords.BYTES - 4, LastWords.BYTES);
            assertThat(log).matches("…(😀)+");
        }
    }

    @Test
    void whatIsNoTextBecomesText() {
        assertThat(LastWords.bounded(List.of("a\u0000b", "c\uD83Dd"))).isEqualTo("a\uFFFDb\nc?d");
    }
}

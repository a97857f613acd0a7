package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastLinesTests {

    @Test
    void aShortLogIsKeptWhole() {
        assertThat(LastLines.of("one\ntwo\n")).isEqualTo("one\ntwo");
    }

    @Test
    void ofManyLinesTheLastAreKept() {
        String log = IntStream.range(0, 500).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String kept = LastLines.of(log);
        assertThat(kept.lines()).hasSize(LastLines.MOST_LINES);
        assertThat(kept).startsWith("line 300").endsWith("line 499");
    }

    @Test
    void ofLongLinesTheEndIsKeptWithoutBreakingACharacter() {
        String kept = LastLines.of("x" + "ü".repeat(100_000) + "end");
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(LastLines.MOST_BYTES);
        assertThat(kept).startsWith("ü").endsWith("end");
    }

    @Test
    void whatTheDatabaseCannotHoldIsLeftOut() {
        assertThat(LastLines.of("a\0b")).isEqualTo("ab");
    }
}

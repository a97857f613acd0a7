package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CommandLineTests {

    @Test
    void wordsAreSplitAtWhiteSpaceOutsideQuotes() {
        assertThat(CommandLine.split("  sh -c 'echo \"$HOME\" now'  "))
                .containsExactly("sh", "-c", "echo \"$HOME\" now");
        assertThat(CommandLine.split("a\"b c\"d \"e\\\"f\" g\\ h ''")).containsExactly("ab cd", "e\"f", "g h", "");
    }

    @Test
    void anOpenQuoteIsAnError() {
        assertThatThrownBy(() -> CommandLine.split("echo 'now"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not closed");
    }

    @Property
    void whatIsQuotedComesBackAsItWas(@ForAll List<String> words) {
        String quoted =
                words.stream().map(w -> "'" + w.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
        assertThat(CommandLine.split(quoted)).isEqualTo(words);
    }
}

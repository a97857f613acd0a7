package io.berth.backend.balancing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTests {

    private final Set<Problem> problems = new LinkedHashSet<>();

    @Test
    void aCommaWithABackslashBelongsToItsEntry() {
        assertThat(CommaList.of(" a b,, c\\,d ,e")).containsExactly("a b", "c,d", "e");
    }

    @Test
    void aLineThatWouldBreakTheOthersIsLeftOutAndNamed() {
        Settings settings = settings("X", "ok,it's,backend be_own,one\ntwo,'closed',half\\");
        assertThat(settings.lines("X")).containsExactly("ok", "'closed'");
        assertThat(problems).hasSize(3).allSatisfy(p -> assertThat(p.sentence()).startsWith("web's X "));
    }

    @Test
    void yesIsAnythingButNo() {
        assertThat(settings("X", "true").yes("X")).isTrue();
        assertThat(settings("X", "anything").yes("X")).isTrue();
        assertThat(settings("X", "False").yes("X")).isFalse();
        assertThat(settings("X", " ").yes("X")).isFalse();
    }

    @Test
    void aNumberThatIsNoneCountsAsNotSet() {
        assertThat(settings("X", "many").number("X", 7)).isEqualTo(7);
        assertThat(problems)
                .singleElement()
                .satisfies(p -> assertThat(p.sentence()).contains("“many”"));
    }

    private Settings settings(String key, String value) {
        return new Settings("web", Map.of(key, value), problems);
    }
}

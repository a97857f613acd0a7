package io.berth.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTokenTest {

    private static final String SECRET = "abcdefghijklmnopqrstuvwxyz-_0123456789";
    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

    @Test
    void whatIsHandedOverIsReadAsTheSame() {
        JoinToken token = new JoinToken(SECRET, FINGERPRINT);

        assertThat(JoinToken.parse("  " + token.text() + "\n")).isEqualTo(token);
        assertThat(token.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "berth-join.short.0123", "other." + SECRET + ".0123", "berth-join." + SECRET})
    void whatIsNoTokenIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinToken.parse(text))
                .withMessageNotContaining(SECRET);
    }
}

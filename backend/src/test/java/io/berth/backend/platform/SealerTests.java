package io.berth.backend.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SealerTests {

    private final Sealer sealer = new Sealer(key(1));

    @Property(tries = 200)
    void whatWasSealedCanBeOpened(@ForAll String plain) {
        String valid = new String(plain.getBytes(UTF_8), UTF_8);

        assertThat(sealer.open(sealer.seal(valid))).isEqualTo(valid);
    }

    @Test
    void sealedTextShowsNothingOfThePlainOne() {
        assertThat(sealer.seal("hunter2")).startsWith("sealed:v1:").doesNotContain("hunter2");
        assertThat(Sealer.isSealed(sealer.seal("hunter2"))).isTrue();
        assertThat(Sealer.isSealed("hunter2")).isFalse();
    }

    @Test
    void theSameTextIsNeverSealedTheSameWayTwice() {
        assertThat(sealer.seal("hunter2")).isNotEqualTo(sealer.seal("hunter2"));
    }

    @Test
    void anotherKeyOpensNothing() {
        String sealed = sealer.seal("hunter2");

        assertThatIllegalStateException().isThrownBy(() -> new Sealer(key(2)).open(sealed));
    }

    @Test
    void alteredOrPlainTextIsNotOpened() {
        String sealed = sealer.seal("hunter2");
        char last = sealed.charAt(sealed.length() - 2);
        String altered = sealed.substring(0, sealed.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + sealed.charAt(sealed.length() - 1);

        assertThatIllegalStateException().isThrownBy(() -> sealer.open(altered));
        assertThatIllegalStateException().isThrownBy(() -> sealer.open("hunter2"));
        assertThatIllegalStateException().isThrownBy(() -> sealer.open("sealed:v1:AAAA"));
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sealer(new byte[16]));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}

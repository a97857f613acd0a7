package io.berth.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerthSettingsTests {

    private static final Path HOME = Path.of("home");
    private static final BerthSettings.Admin NOBODY = new BerthSettings.Admin(null, null);

    @Test
    void thePublicAddressHasNoSlashAtItsEnd() {
        assertThat(Settings.with(HOME, null, 7400, "https://berth.example.com/", NOBODY)
                        .publicUrl())
                .hasToString("https://berth.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"berth.example.com", "ftp://berth.example.com", "/berth"})
    void anAddressThatIsNoWebAddressIsNamed(String address) {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> Settings.with(HOME, null, 7400, address, NOBODY))
                .withMessageContaining("BERTH_PUBLIC_URL");
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> Settings.with(HOME, null, 70_000, "http://localhost", NOBODY))
                .withMessageContaining("BERTH_HTTP_PORT");
    }

    @Test
    void theFirstUserNeedsNameAndPassword() {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> new BerthSettings.Admin("ada", ""))
                .withMessageContaining("BERTH_ADMIN_PASSWORD");
        assertThat(new BerthSettings.Admin("", " ").user()).isNull();
    }

    @Test
    void theTextFormHoldsNoSecret() {
        BerthSettings.Admin admin = new BerthSettings.Admin("ada", "correct horse battery");

        assertThat(Settings.with(HOME, "c2VjcmV0", 7400, "http://localhost", admin) + " " + admin)
                .doesNotContain("horse", "c2VjcmV0");
    }
}

package io.berth.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AcmeSettingsTests {

    private static final URI DIRECTORY = URI.create("https://acme.example/directory");

    @Test
    void whatIsEmptyCountsAsUnset() {
        AcmeSettings settings = new AcmeSettings(DIRECTORY, " ", Path.of(""));
        assertThat(settings.email()).isNull();
        assertThat(settings.ca()).isNull();
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> new AcmeSettings(URI.create("http://acme.example"), null, null))
                .withMessageContaining("BERTH_ACME_DIRECTORY");
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> new AcmeSettings(DIRECTORY, "nobody", null))
                .withMessageContaining("BERTH_ACME_EMAIL");
    }
}

package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UrisTests {

    private static final UUID ID = UUID.fromString("7eaf7fff-882c-4f3d-9a8f-a22317ac00ce");

    @Test
    void anObjectIsFoundByItsAddressOrItsId() {
        assertThat(Uris.id("service", "/api/v1/service/" + ID + "/")).contains(ID);
        assertThat(Uris.id("service", "https://berth.example/api/v1/service/" + ID))
                .contains(ID);
        assertThat(Uris.id("service", "service/" + ID + "/")).contains(ID);
        assertThat(Uris.id("service", " " + ID + " ")).contains(ID);
        assertThat(Uris.id("service", ID.toString().toUpperCase(java.util.Locale.ROOT)))
                .contains(ID);
    }

    @Test
    void theAddressOfAnotherTypeOrNonsenseIsNone() {
        assertThat(Uris.id("service", "/api/v1/container/" + ID + "/")).isEmpty();
        assertThat(Uris.id("service", "/api/v1/service/1/")).isEmpty();
        assertThat(Uris.id("service", "/api/v1/service/" + "-".repeat(36) + "/"))
                .isEmpty();
        assertThat(Uris.id("service", "web")).isEmpty();
        assertThat(Uris.id("service", "1-1-1-1-1")).isEmpty();
        assertThat(Uris.id("service", "")).isEmpty();
    }
}

package io.berth.backend.accounts.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.User;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.support.GenericConversionService;

class SessionFormatTests {

    private final GenericConversionService format = new SessionFormat().springSessionConversionService();

    @Test
    void whoeverIsSignedInIsReadBackAsHeWas() {
        SignedIn ada = SignedIn.as(new User(UUID.randomUUID(), "ada"));

        byte[] stored = format.convert(ada, byte[].class);

        assertThat(format.convert(stored, Object.class)).isEqualTo(ada).hasToString("ada");
    }

    @Test
    void aSessionThatCannotBeReadIsAnEmptyOne() {
        assertThat(format.convert(new byte[] {1, 2, 3}, Object.class)).isNull();
    }
}

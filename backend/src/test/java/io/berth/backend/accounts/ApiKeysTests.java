package io.berth.backend.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class ApiKeysTests {

    @Autowired
    private Users users;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private JdbcClient database;

    private User ada;

    @BeforeEach
    void makeUser() {
        ada = People.somebody(users);
    }

    @Test
    void aKeyStandsForItsUserAlone() {
        NewApiKey key = keys.create(ada.id(), "laptop");
        User bob = People.somebody(users);

        assertThat(keys.authenticate(ada.username(), key.key())).contains(ada);
        assertThat(keys.authenticate(bob.username(), key.key())).isEmpty();
        assertThat(keys.authenticate(ada.username(), key.key() + "x")).isEmpty();
        assertThat(keys.authenticate(ada.username(), People.PASSWORD)).isEmpty();
    }

    @Test
    void keysAreListedWithoutTheKey() {
        NewApiKey key = keys.create(ada.id(), "laptop");

        assertThat(keys.of(ada.id())).singleElement().satisfies(listed -> {
            assertThat(listed.name()).isEqualTo("laptop");
            assertThat(key.key())
                    .startsWith(listed.prefix())
                    .hasSizeGreaterThan(listed.prefix().length() + 32);
            assertThat(listed.lastUsedAt()).isNull();
        });
        assertThat(database.sql("select api_key::text from api_key where id = ?")
                        .param(key.id())
                        .query(String.class)
                        .single())
                .doesNotContain(key.key());
        assertThat(key.toString()).doesNotContain(key.key());
    }

    @Test
    void theLastUseIsWrittenDown() {
        NewApiKey key = keys.create(ada.id(), "laptop");
        keys.authenticate(ada.username(), key.key());

        assertThat(keys.of(ada.id()))
                .singleElement()
                .extracting(ApiKey::lastUsedAt)
                .isNotNull();
    }

    @Test
    void aRevokedKeyStandsForNobody() {
        NewApiKey key = keys.create(ada.id(), "laptop");
        User bob = People.somebody(users);

        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> keys.revoke(bob.id(), key.id()));
        keys.revoke(ada.id(), key.id());

        assertThat(keys.authenticate(ada.username(), key.key())).isEmpty();
        assertThat(keys.of(ada.id())).isEmpty();
    }

    @Test
    void aKeyNeedsAName() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> keys.create(ada.id(), " "));
    }
}

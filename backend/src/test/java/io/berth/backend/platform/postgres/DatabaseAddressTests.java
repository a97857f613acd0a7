package io.berth.backend.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.CannotStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTests {

    private static final BerthSettings.Database NOTHING_ELSE = new BerthSettings.Database(null, null, null);

    @Test
    void anAddressInJdbcFormIsTakenAsItIs() {
        BerthSettings.Database settings = new BerthSettings.Database(null, "ada", "pw");
        DatabaseAddress address = DatabaseAddress.of("jdbc:postgresql://db.example/berth", settings);

        assertThat(address).isEqualTo(new DatabaseAddress("jdbc:postgresql://db.example/berth", "ada", "pw"));
    }

    @Test
    void anAddressInTheUsualFormBringsUserAndPassword() {
        DatabaseAddress address =
                DatabaseAddress.of("postgres://ada:p%40ss+word@db.example:5433/berth?sslmode=require", NOTHING_ELSE);

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/berth?sslmode=require");
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("p@ss+word");
    }

    @Test
    void settingsOfTheirOwnWinOverTheAddress() {
        BerthSettings.Database settings = new BerthSettings.Database(null, "bob", "other");
        DatabaseAddress address = DatabaseAddress.of("postgresql://ada:pw@db.example/berth", settings);

        assertThat(address.user()).isEqualTo("bob");
        assertThat(address.password()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/berth", "postgres://", "postgres://db", "postgres://s3cret@ x/berth", "db"})
    void anUnreadableAddressIsNamedButNotRepeated(String url) {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> DatabaseAddress.of(url, NOTHING_ELSE))
                .withMessageContaining("BERTH_DATABASE_URL")
                .withMessageNotContaining("s3cret");
    }
}

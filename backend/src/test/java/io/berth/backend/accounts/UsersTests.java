package io.berth.backend.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class UsersTests {

    @Autowired
    private Users users;

    @Autowired
    private JdbcClient database;

    @Test
    void aUserIsFoundByName() {
        User ada = users.register("ada", "correct horse battery");

        assertThat(users.byName("ada")).contains(ada);
        assertThat(users.byName("nobody")).isEmpty();
    }

    @Test
    void aPasswordIsStoredAsAHash() {
        users.register("hashed", "correct horse battery");

        String stored = database.sql("select password_hash from app_user where username = 'hashed'")
                .query(String.class)
                .single();

        assertThat(stored).doesNotContain("horse").startsWith("{");
    }

    @Test
    void aNameIsGivenOnce() {
        users.register("once", "correct horse battery");

        assertThatThrownBy(() -> users.register("once", "another long password"))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.field()).isEqualTo("username"));
    }

    @Test
    void ofTwoWhoWantANameAtTheSameTimeOneGetsIt() {
        List<Throwable> failures = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> users.register("wanted", "correct horse battery")))
                .toList()
                .stream()
                .map(attempt -> catchThrowable(attempt::join))
                .filter(Objects::nonNull)
                .toList();

        assertThat(failures).hasSize(3).allSatisfy(e -> assertThat(e).hasCauseInstanceOf(ConflictException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "-ada", "ada-", "a_b", "a b", "ä", "a.b"})
    void namesThatDoNotFitIntoAddressesAreRefused(String name) {
        assertThatThrownBy(() -> users.register(name, "correct horse battery"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors()).extracting("field").containsExactly("username"));
    }

    @Test
    void passwordsThatAreTooShortOrTooLongAreRefused() {
        assertThatThrownBy(() -> users.register("shorty", "123456789")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> users.register("longy", "x".repeat(73))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void changingAPasswordNeedsTheOldOne() {
        User bob = users.register("bob", "correct horse battery");

        assertThatThrownBy(() -> users.changePassword(bob.id(), "wrong", "a fresh long password"))
                .isInstanceOf(InvalidInputException.class);
        users.changePassword(bob.id(), "correct horse battery", "a fresh long password");
        users.changePassword(bob.id(), "a fresh long password", "correct horse battery");
    }
}

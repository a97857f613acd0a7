package io.berth.backend.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.PostgresForTests;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** On a database of its own: the link is there only as long as there is no user. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "test.only=set-up-link")
@Import(PostgresForTests.class)
class SetupLinkTests {

    @Autowired
    private SetupLink link;

    @Autowired
    private Users users;

    @Autowired
    private Teams teams;

    @Autowired
    private BerthSettings settings;

    @Test
    void theLinkMakesTheFirstUserWithATeamAndThenNoMore() {
        String url = link.pendingUrl().orElseThrow();
        String token = url.substring(url.lastIndexOf('/') + 1);
        Path file = settings.runDirectory().resolve("setup-link");

        assertThat(url).startsWith("http://localhost:7400/setup/");
        assertThat(file).hasContent(url + "\n");
        assertThat(link.valid(token)).isTrue();
        assertThat(link.valid("guess")).isFalse();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> link.redeem("guess", "mallory", People.PASSWORD));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> link.redeem(token, "first", "too short"));
        assertThat(link.valid(token)).as("still works after a mistake").isTrue();

        User first = link.redeem(token, "first", People.PASSWORD);

        assertThat(users.byName("first")).contains(first);
        assertThat(teams.of(first.id())).extracting(Team::name).containsExactly("first");
        assertThat(link.pendingUrl()).isEmpty();
        assertThat(link.valid(token)).isFalse();
        assertThat(file).doesNotExist();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> link.redeem(token, "second", People.PASSWORD));
    }
}

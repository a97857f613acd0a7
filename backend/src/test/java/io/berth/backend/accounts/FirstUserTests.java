package io.berth.backend.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.CannotStartException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@WholeControlPlane
class FirstUserTests {

    @Autowired
    private Users users;

    @Autowired
    private Teams teams;

    @Autowired
    private SetupLink setupLink;

    @Autowired
    private BerthSettings settings;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void theOperatorsUserIsMadeWithATeamOfTheSameName() {
        start("operator", "correct horse battery");

        User operator = users.byName("operator").orElseThrow();
        assertThat(teams.of(operator.id())).extracting(Team::name).containsExactly("operator");
    }

    @Test
    void aLaterStartSetsThePassword() {
        start("changing", "correct horse battery");
        start("changing", "another long password");

        User changing = users.byName("changing").orElseThrow();
        assertThatNoException()
                .isThrownBy(
                        () -> users.changePassword(changing.id(), "another long password", "and one more password"));
        assertThat(teams.of(changing.id())).hasSize(1);
    }

    @Test
    void aTeamNameThatIsTakenGetsANumber() {
        User other = People.somebody(users);
        teams.create("popular", People.actor(other));
        start("popular", "correct horse battery");

        assertThat(teams.of(users.byName("popular").orElseThrow().id()))
                .extracting(Team::name)
                .containsExactly("popular-2");
    }

    @Test
    void aPasswordThatIsTooShortStopsTheStart() {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> start("hasty", "short"))
                .withMessageContaining("BERTH_ADMIN_PASSWORD")
                .withMessageNotContaining("short");
        assertThat(users.byName("hasty")).isEmpty();
    }

    private void start(String name, String password) {
        BerthSettings changed = new BerthSettings(
                settings.version(),
                settings.home(),
                settings.httpPort(),
                settings.httpAddress(),
                settings.agentPort(),
                settings.publicUrl(),
                null,
                null,
                settings.heartbeat(),
                settings.rollbackWindow(),
                settings.imageDiskPercent(),
                settings.balancerImage(),
                settings.database(),
                new BerthSettings.Admin(name, password));
        new FirstUser(users, teams, setupLink, changed, transaction).provide();
    }
}

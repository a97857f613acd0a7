package io.berth.backend.accounts;

import static io.berth.backend.accounts.People.actor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class TeamsTests {

    @Autowired
    private Users users;

    @Autowired
    private Teams teams;

    @Autowired
    private Invitations invitations;

    @Autowired
    private JdbcClient database;

    private User ada;
    private User bob;

    @BeforeEach
    void makeUsers() {
        ada = People.somebody(users);
        bob = People.somebody(users);
    }

    @Test
    void whoMakesATeamOwnsIt() {
        Team team = People.team(teams, ada);

        assertThat(teams.members(team.id())).singleElement().satisfies(member -> {
            assertThat(member.userId()).isEqualTo(ada.id());
            assertThat(member.role()).isEqualTo(Role.OWNER);
        });
    }

    @Test
    void aTeamIsFoundByItsMembersAlone() {
        Team team = People.team(teams, ada);

        assertThat(teams.find(team.name(), ada.id())).contains(team);
        assertThat(teams.find(team.name(), bob.id())).isEmpty();
        assertThat(teams.of(bob.id())).isEmpty();
    }

    @Test
    void aUsersTeamsAreSortedByName() {
        Team second = teams.create(ada.username() + "-b", actor(ada));
        Team first = teams.create(ada.username() + "-a", actor(ada));

        assertThat(teams.of(ada.id())).containsExactly(first, second);
    }

    @Test
    void aTeamsNameIsGivenOnceAndFitsIntoAddresses() {
        Team team = People.team(teams, ada);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> teams.create(team.name(), actor(bob)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("name"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> teams.create("No Name", actor(bob)));
    }

    @Test
    void theLastMemberCannotLeave() {
        Team team = People.team(teams, ada);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> teams.leave(team.id(), ada.id(), actor(ada)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("last-member"));
    }

    @Test
    void theNextOneOwnsTheTeamWhenItsLastOwnerLeaves() {
        Team team = People.team(teams, ada);
        invitations.accept(invitations.create(team.id(), actor(ada)).token(), bob.id());

        teams.leave(team.id(), ada.id(), actor(ada));

        assertThat(teams.members(team.id())).singleElement().satisfies(member -> {
            assertThat(member.userId()).isEqualTo(bob.id());
            assertThat(member.role()).isEqualTo(Role.OWNER);
        });
    }

    @Test
    void aMemberCanBeTakenOut() {
        Team team = People.team(teams, ada);
        invitations.accept(invitations.create(team.id(), actor(ada)).token(), bob.id());

        teams.remove(team.id(), bob.id(), actor(ada));

        assertThat(teams.find(team.name(), bob.id())).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> teams.remove(team.id(), bob.id(), actor(ada)));
    }

    @Test
    void whoDidWhatIsWrittenDown() {
        Team team = People.team(teams, ada);

        assertThat(database.sql(
                                "select actor || ' ' || action || ' ' || object_type from audit_entry where team_id = ?")
                        .param(team.id())
                        .query(String.class)
                        .list())
                .containsExactly(ada.username() + " create team");
    }
}

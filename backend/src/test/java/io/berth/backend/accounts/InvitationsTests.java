package io.berth.backend.accounts;

import static io.berth.backend.accounts.People.actor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.NotFoundException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class InvitationsTests {

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
    private Team team;

    @BeforeEach
    void makeTeam() {
        ada = People.somebody(users);
        bob = People.somebody(users);
        team = People.team(teams, ada);
    }

    @Test
    void whoeverAcceptsIsAMember() {
        NewInvitation invitation = invitations.create(team.id(), actor(ada));

        assertThat(invitations.byToken(invitation.token())).hasValueSatisfying(open -> {
            assertThat(open.teamName()).isEqualTo(team.name());
            assertThat(open.invitedBy()).isEqualTo(ada.username());
        });
        assertThat(invitations.accept(invitation.token(), bob.id())).isEqualTo(team);
        assertThat(teams.members(team.id()))
                .extracting(Member::username, Member::role)
                .contains(tuple(bob.username(), Role.MEMBER));
    }

    @Test
    void anInvitationWorksOnce() {
        NewInvitation invitation = invitations.create(team.id(), actor(ada));
        invitations.accept(invitation.token(), bob.id());

        assertThat(invitations.byToken(invitation.token())).isEmpty();
        assertNoUse(invitation.token());
    }

    @Test
    void anInvitationExpires() {
        NewInvitation invitation = invitations.create(team.id(), actor(ada));
        database.sql("update invitation set expires_at = now() - interval '1 second' where id = ?")
                .param(invitation.id())
                .update();

        assertThat(invitations.open(team.id())).isEmpty();
        assertNoUse(invitation.token());
    }

    @Test
    void anInvitationCanBeRevokedByItsTeamAlone() {
        NewInvitation invitation = invitations.create(team.id(), actor(ada));
        Team other = People.team(teams, bob);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> invitations.revoke(other.id(), invitation.id(), actor(bob)));
        assertThat(invitations.open(team.id())).extracting(Invitation::id).containsExactly(invitation.id());

        invitations.revoke(team.id(), invitation.id(), actor(ada));
        assertNoUse(invitation.token());
    }

    @Test
    void theTokenIsNotKept() {
        NewInvitation invitation = invitations.create(team.id(), actor(ada));

        assertThat(database.sql("select invitation::text from invitation where id = ?")
                        .param(invitation.id())
                        .query(String.class)
                        .single())
                .doesNotContain(invitation.token());
        assertThat(invitation.toString()).doesNotContain(invitation.token());
    }

    private void assertNoUse(String token) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(
                        () -> invitations.accept(token, People.somebody(users).id()));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> invitations.accept(token, UUID.randomUUID()));
    }
}

package io.berth.backend.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.accounts.People;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.audit.Actor;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.protocol.RegistryLogin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class RegistriesTests {

    @Autowired
    private Registries registries;

    @Autowired
    private Users users;

    @Autowired
    private Teams teams;

    @Autowired
    private JdbcClient database;

    private Actor ada;
    private Team team;

    @BeforeEach
    void makeTeam() {
        User user = People.somebody(users);
        ada = People.actor(user);
        team = People.team(teams, user);
    }

    @Test
    void theLoginOfAnImageIsThatOfItsRegistry() {
        registries.add(team.id(), "Registry.example:5000", "puller", "s3cret", ada);
        registries.add(team.id(), "index.docker.io", "hubber", "hub-token", ada);

        assertThat(registries.login(team.id(), "registry.example:5000/shop/web:2"))
                .contains(new RegistryLogin("registry.example:5000", "puller", "s3cret"));
        assertThat(registries.login(team.id(), "mariadb:10.11"))
                .contains(new RegistryLogin("docker.io", "hubber", "hub-token"));
        assertThat(registries.login(team.id(), "other.example/web:1")).isEmpty();
    }

    @Test
    void aTeamSeesItsOwnAlone() {
        Registry added = registries.add(team.id(), "registry.example", "puller", "s3cret", ada);
        User bob = People.somebody(users);
        Team other = People.team(teams, bob);

        assertThat(registries.of(team.id())).containsExactly(added);
        assertThat(registries.of(other.id())).isEmpty();
        assertThat(registries.login(other.id(), "registry.example/web")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> registries.remove(other.id(), added.id(), People.actor(bob)));
    }

    @Test
    void thePasswordIsSealedInTheDatabase() {
        Registry added = registries.add(team.id(), "registry.example", "puller", "s3cret-password", ada);

        assertThat(database.sql("select registry::text from registry where id = ?")
                        .param(added.id())
                        .query(String.class)
                        .single())
                .contains("sealed:v1:")
                .doesNotContain("s3cret-password");
    }

    @Test
    void aChangedPasswordIsUsedFromThenOn() {
        Registry added = registries.add(team.id(), "registry.example", "puller", "old", ada);

        registries.changePassword(team.id(), added.id(), "puller", "fresh", ada);

        assertThat(registries.login(team.id(), "registry.example/web"))
                .hasValueSatisfying(login -> assertThat(login.password()).isEqualTo("fresh"));
    }

    @Test
    void aRegistryIsAddedOnceAndWithEverythingItNeeds() {
        registries.add(team.id(), "registry.example", "puller", "s3cret", ada);

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> registries.add(team.id(), "REGISTRY.example", "puller", "s3cret", ada))
                .satisfies(e -> assertThat(e.field()).isEqualTo("host"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> registries.add(team.id(), "other.example", " ", "", ada))
                .satisfies(e -> assertThat(e.errors()).extracting("field").containsExactly("username", "password"));
    }

    @Test
    void aRemovedOneIsForgotten() {
        Registry added = registries.add(team.id(), "registry.example", "puller", "s3cret", ada);

        registries.remove(team.id(), added.id(), ada);

        assertThat(registries.login(team.id(), "registry.example/web")).isEmpty();
    }
}

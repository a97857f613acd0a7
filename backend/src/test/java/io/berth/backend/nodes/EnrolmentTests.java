package io.berth.backend.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.accounts.People;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.Installation;
import io.berth.backend.platform.NotFoundException;
import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import io.berth.protocol.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WholeControlPlane
class EnrolmentTests {

    @Autowired
    private AgentPort agentPort;

    @Autowired
    private CertificateAuthority authority;

    @Autowired
    private JoinTokens joinTokens;

    @Autowired
    private Nodes nodes;

    @Autowired
    private Users users;

    @Autowired
    private Teams teams;

    @Autowired
    private Installation installation;

    @Autowired
    private BerthSettings settings;

    @Autowired
    private JdbcClient database;

    private User ada;
    private Team team;

    @BeforeEach
    void makeTeam() {
        ada = People.somebody(users);
        team = People.team(teams, ada);
    }

    @Test
    void aHostWithATokenBecomesANodeOfItsTeam() throws Exception {
        try (FakeAgent agent = agent()) {
            Enrolment.Response response = agent.join(joinTokens.create(team.id()), "Host-A.example");

            assertThat(response.installation()).isEqualTo(installation.id());
            assertThat(nodes.find(team.id(), response.node())).hasValueSatisfying(node -> {
                assertThat(node.name()).isEqualTo("host-a.example");
                assertThat(node.state()).isEqualTo(NodeState.UNREACHABLE);
            });
            assertThat(nodes.find(People.team(teams, ada).id(), response.node()))
                    .isEmpty();
        }
    }

    @Test
    void theTokenAtTheStartMakesNodesForEveryTeam() throws Exception {
        Path file = settings.joinTokenPath();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        try (FakeAgent agent = agent()) {
            Enrolment.Response response = agent.join(Files.readString(file), "shared");

            assertThat(nodes.visibleTo(team.id())).extracting(Node::id).contains(response.node());
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> nodes.remove(team.id(), response.node(), People.actor(ada)));
        }
    }

    @Test
    void theTokenCarriesTheAuthoritysFingerprint() {
        assertThat(JoinToken.parse(joinTokens.create(null)).authorityFingerprint())
                .isEqualTo(authority.fingerprint());
    }

    @Test
    void twoHostsOfOneNameAreToldApart() throws Exception {
        String token = joinTokens.create(team.id());
        try (FakeAgent first = agent();
                FakeAgent second = agent()) {
            first.join(token, "twin");
            second.join(token, "twin");
        }
        assertThat(nodes.visibleTo(team.id())).extracting(Node::name).contains("twin", "twin-2");
    }

    @Test
    void unknownAndExpiredTokensMakeNoNode() throws Exception {
        String token = joinTokens.create(team.id());
        database.sql("update join_token set expires_at = now() - interval '1 second' where team_id = ?")
                .param(team.id())
                .update();
        try (FakeAgent agent = agent()) {
            HttpResponse<String> expired = agent.enrol(JoinToken.parse(token).secret(), "late");
            HttpResponse<String> unknown = agent.enrol("x".repeat(43), "guess");

            assertThat(expired.statusCode()).isEqualTo(403);
            assertThat(expired.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(unknown.statusCode()).isEqualTo(403);
            assertThat(unknown.body()).doesNotContain("xxx");
        }
    }

    @Test
    void whatIsNoEnrolmentIsRefused() throws Exception {
        String secret = JoinToken.parse(joinTokens.create(team.id())).secret();
        try (FakeAgent agent = agent()) {
            assertThat(agent.post(Enrolment.ENROL_PATH, "nonsense").statusCode())
                    .isEqualTo(400);
            assertThat(agent.post(Enrolment.ENROL_PATH, new Enrolment.Request(secret, "host", "no request"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(agent.post(Enrolment.ENROL_PATH, "x".repeat(100_000)).statusCode())
                    .isEqualTo(413);
        }
        assertThat(nodes.visibleTo(team.id())).noneMatch(node -> team.id().equals(node.teamId()));
    }

    @Test
    void onlyNodesGetALink() throws Exception {
        try (FakeAgent stranger = agent()) {
            assertThatExceptionOfType(CompletionException.class).isThrownBy(stranger::open);
            assertThat(stranger.renew().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void pagesDoNotExistOnTheAgentsPort() throws Exception {
        try (FakeAgent agent = agent()) {
            assertThat(agent.post("/sign-in", "").statusCode()).isEqualTo(404);
            assertThat(agent.post("/local/api-keys", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aRenewedCertificateEndsTheOldOneWhenItIsFirstUsed() throws Exception {
        try (FakeAgent agent = agent()) {
            Enrolment.Response first = agent.join(joinTokens.create(team.id()), "renewing");
            HttpResponse<String> lost = agent.renew();
            assertThat(lost.statusCode()).isEqualTo(200);
            agent.link().close();

            HttpResponse<String> answer = agent.renew();
            assertThat(answer.statusCode()).as("the first answer was lost").isEqualTo(200);
            Enrolment.Response renewed = Wire.read(answer.body(), Enrolment.Response.class);
            assertThat(renewed.node()).isEqualTo(first.node());
            agent.use(renewed);
            agent.link().close();

            agent.use(first);
            assertThatExceptionOfType(CompletionException.class).isThrownBy(agent::open);
            assertThat(agent.renew().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aRemovedNodeIsCutOffAndNotLetInAgain() throws Exception {
        try (FakeAgent agent = agent()) {
            Enrolment.Response response = agent.join(joinTokens.create(team.id()), "removed");
            FakeAgent.Connection connection = agent.link();
            Team other = People.team(teams, ada);
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> nodes.remove(other.id(), response.node(), People.actor(ada)));

            nodes.remove(team.id(), response.node(), People.actor(ada));

            assertThat(connection.closedWith()).isEqualTo(1008);
            assertThatExceptionOfType(CompletionException.class).isThrownBy(agent::open);
            assertThat(agent.renew().statusCode()).isEqualTo(403);
            assertThat(nodes.byId(response.node())).isEmpty();
        }
    }

    private FakeAgent agent() throws Exception {
        return FakeAgent.at(agentPort.number(), authority);
    }
}

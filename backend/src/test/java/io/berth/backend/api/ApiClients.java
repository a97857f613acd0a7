package io.berth.backend.api;

import io.berth.backend.accounts.ApiKeys;
import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.deployments.ScriptedAgents;
import io.berth.backend.deployments.run.DeploymentRunner;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/** Makes users with a team, a node and a key of their own. */
@TestComponent
public class ApiClients {

    private final MockMvc server;
    private final Users users;
    private final Teams teams;
    private final ApiKeys keys;
    private final ScriptedAgents agents;
    private final DeploymentRunner runner;
    private final JdbcClient database;
    private final JsonMapper json;

    ApiClients(
            MockMvc server,
            Users users,
            Teams teams,
            ApiKeys keys,
            ScriptedAgents agents,
            DeploymentRunner runner,
            JdbcClient database,
            JsonMapper json) {
        this.server = server;
        this.users = users;
        this.teams = teams;
        this.keys = keys;
        this.agents = agents;
        this.runner = runner;
        this.database = database;
        this.json = json;
    }

    /** A user whom nobody knows yet, whose team has a node that does every job at once. */
    public ApiClient somebody() {
        agents.reset();
        String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        User user = users.register(name, "correct-horse-battery");
        Team team = teams.create(name, SignedIn.as(user).actor());
        database.sql("insert into node (id, team_id, name, address, certificate_serial, connected, engine_answers,"
                        + " joined_at, last_seen_at)"
                        + " values (?, ?, ?, '192.0.2.7', '1', true, true, now(), now() + interval '1 day')")
                .params(UUID.randomUUID(), team.id(), name + "-node")
                .update();
        return new ApiClient(
                server, json, user, team, keys.create(user.id(), "test").key());
    }

    /** Agents that were silent answer from now on, and are asked again for what they have not answered. */
    public void nodesAreBack(ApiClient client) {
        agents.silent(false);
        database.sql("select id from node where team_id = ?")
                .param(client.team().id())
                .query(UUID.class)
                .list()
                .forEach(runner::connected);
    }

    /** A user without a team. */
    public ApiClient stranger() {
        User user = users.register("user-" + UUID.randomUUID().toString().substring(0, 8), "correct-horse-battery");
        return new ApiClient(
                server,
                json,
                user,
                new Team(new UUID(0, 0), "none"),
                keys.create(user.id(), "test").key());
    }

    public Team anotherTeamOf(ApiClient client) {
        return teams.create(
                "a-" + UUID.randomUUID().toString().substring(0, 8),
                SignedIn.as(client.user()).actor());
    }
}

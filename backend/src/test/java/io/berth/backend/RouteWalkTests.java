package io.berth.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.berth.backend.accounts.Invitations;
import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.audit.Actor;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.deployments.ScriptedAgents;
import io.berth.backend.deployments.ScriptedAgentsConfiguration;
import io.berth.backend.registries.Registries;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.Services;
import io.berth.backend.volumes.Volumes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Walks every route of the running application as a stranger. {@code routes.txt} says for each what it is; a route that is
 * not listed there fails, so that nobody adds one without deciding who may see it.
 */
@SpringBootTest
@AutoConfigureMockMvc
@Import({PostgresForTests.class, ScriptedAgentsConfiguration.class})
class RouteWalkTests {

    /** What is found by a number below a service: the first of them is there. */
    private static final Map<String, String> NUMBERED = Map.of("revision", "1", "compare", "1");

    private static final Pattern VARIABLE = Pattern.compile("([a-z0-9-]+)/\\{(\\w+)}");

    private final MockMvc browser;
    private final RequestMappingHandlerMapping mappings;
    private final Map<String, String> kinds;
    private final Users users;
    private final Teams teams;
    private final Services services;
    private final Deployments deployments;
    private final Volumes volumes;
    private final Registries registries;
    private final Invitations invitations;
    private final ScriptedAgents agents;
    private final JdbcClient database;

    private Map<String, String> idsOfAda = Map.of();
    private String teamOfAda = "";
    private String teamOfEve = "";
    private SignedIn eve;

    @Autowired
    RouteWalkTests(
            MockMvc browser,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
            Users users,
            Teams teams,
            Services services,
            Deployments deployments,
            Volumes volumes,
            Registries registries,
            Invitations invitations,
            ScriptedAgents agents,
            JdbcClient database)
            throws IOException {
        this.browser = browser;
        this.mappings = mappings;
        this.users = users;
        this.teams = teams;
        this.services = services;
        this.deployments = deployments;
        this.volumes = volumes;
        this.registries = registries;
        this.invitations = invitations;
        this.agents = agents;
        this.database = database;
        this.kinds = readKinds();
        this.eve = SignedIn.as(new User(UUID.randomUUID(), "nobody"));
    }

    @BeforeEach
    void twoTeams() {
        agents.reset();
        agents.volumesOfImage(List.of("/data"));
        String unique = UUID.randomUUID().toString().substring(0, 8);
        User ada = users.register("ada-" + unique, "correct-horse-battery");
        User other = users.register("eve-" + unique, "correct-horse-battery");
        Actor by = new Actor(ada.id(), ada.username());
        Team hers = teams.create("ada-team-" + unique, by);
        Team others = teams.create("eve-team-" + unique, new Actor(other.id(), other.username()));
        teamOfAda = hers.name();
        teamOfEve = others.name();
        eve = SignedIn.as(other);
        UUID node = UUID.randomUUID();
        database.sql("insert into node (id, team_id, name, address, certificate_serial, connected, engine_answers,"
                        + " joined_at, last_seen_at)"
                        + " values (?, ?, ?, '127.0.0.1', '1', true, true, now(), now() + interval '1 day')")
                .params(node, hers.id(), "node-" + unique)
                .update();
        Service service = services.create(hers.id(), by, "ada-web", ServiceDefinition.of("ada/secret-app", "1"), 1);
        Deployment deployment = deployments.redeploy(hers.id(), service.id(), by, DeploymentRequest.of(null));
        await().until(() -> deployments.find(hers.id(), deployment.id()).state().ended());
        String container = services.containers(hers.id()).getFirst().id().toString();
        idsOfAda = Map.of(
                "services", service.id().toString(),
                "service", service.id().toString(),
                "containers", container,
                "container", container,
                "deployments", deployment.id().toString(),
                "action", deployment.id().toString(),
                "volume", volumes.of(hers.id()).getFirst().id().toString(),
                "node", node.toString(),
                "members", ada.id().toString(),
                "invitations", invitations.create(hers.id(), by).id().toString());
        String registry = registries
                .add(hers.id(), "registry.ada.example", "ada", "geheim", by)
                .id()
                .toString();
        idsOfAda = new HashMap<>(idsOfAda);
        idsOfAda.put("registries", registry);
        idsOfAda.put("registry", registry);
        idsOfAda.put("nodes", node.toString());
    }

    @Test
    void everyRouteIsListed() {
        assertThat(routes().stream().map(Route::toString))
                .as("routes that routes.txt does not list, or lists for nothing")
                .containsExactlyInAnyOrderElementsOf(kinds.keySet());
    }

    @Test
    void aStrangerFindsNothingUnderAnotherTeamsAddress() throws Exception {
        List<String> reached = new ArrayList<>();
        for (Route route : routesOf("team")) {
            int status = statusFor(route, teamOfAda, idsOfAda);
            if (status != 404) {
                reached.add(route + " answered " + status);
            }
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void anotherTeamsIdsDoNotExistUnderOnesOwnAddress() throws Exception {
        List<String> reached = new ArrayList<>();
        for (Route route : routesOf("team", "api")) {
            if (!route.pattern().replace("{team}", "").contains("{")) {
                continue;
            }
            int status = statusFor(route, teamOfEve, idsOfAda);
            if (status != 404) {
                reached.add(route + " answered " + status);
            }
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void theApiRefusesToActForAnotherTeam() throws Exception {
        List<String> reached = new ArrayList<>();
        for (Route route : routesOf("api")) {
            int status = browser.perform(builder(route, teamOfAda, idsOfAda).header("X-Berth-Team", teamOfAda))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            if (status != 404) {
                reached.add(route + " answered " + status);
            }
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void listsOfOneTeamHoldNothingOfAnother() throws Exception {
        for (Route route : routesOf("team", "api")) {
            if (!route.method().equals("GET")
                    || route.pattern().replace("{team}", "").contains("{")
                    || route.pattern().endsWith("/events")) {
                continue;
            }
            String body = browser.perform(builder(route, teamOfEve, Map.of()))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(body)
                    .as("%s", route)
                    .doesNotContain("ada-web")
                    .doesNotContain("secret-app")
                    .doesNotContain("registry.ada.example")
                    .doesNotContain(teamOfAda);
            idsOfAda.values().forEach(id -> assertThat(body).as("%s", route).doesNotContain(id));
        }
    }

    @Test
    void withoutSigningInOnlyPublicRoutesAnswer() throws Exception {
        List<String> reached = new ArrayList<>();
        for (Route route : routesOf("team", "api", "own")) {
            int status = browser.perform(
                            request(HttpMethod.valueOf(route.method()), fill(route.pattern(), teamOfAda, idsOfAda))
                                    .with(csrf()))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            if (status != 302 && status != 401) {
                reached.add(route + " answered " + status);
            }
        }
        assertThat(reached).isEmpty();
    }

    private int statusFor(Route route, String team, Map<String, String> ids) throws Exception {
        return browser.perform(builder(route, team, ids))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private MockHttpServletRequestBuilder builder(Route route, String team, Map<String, String> ids) {
        MockHttpServletRequestBuilder builder = request(
                        HttpMethod.valueOf(route.method()), fill(route.pattern(), team, ids))
                .with(user(eve));
        if (route.pattern().startsWith("/api/")) {
            return builder.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        return builder.with(csrf()).param("key", UUID.randomUUID().toString()).param("count", "1");
    }

    /** Puts ids into a pattern: what stands before a variable says of what it is the id. */
    private static String fill(String pattern, String team, Map<String, String> ids) {
        Matcher variables = VARIABLE.matcher(pattern);
        StringBuilder filled = new StringBuilder();
        while (variables.find()) {
            String before = variables.group(1);
            String value = switch (variables.group(2)) {
                case "team" -> team;
                case "number", "slot" -> "1";
                default ->
                    ids.getOrDefault(
                            before,
                            NUMBERED.getOrDefault(before, UUID.randomUUID().toString()));
            };
            variables.appendReplacement(filled, Matcher.quoteReplacement(before + "/" + value));
        }
        variables.appendTail(filled);
        return filled.toString();
    }

    private List<Route> routesOf(String... wanted) {
        List<String> kindsWanted = List.of(wanted);
        return routes().stream()
                .filter(r -> kindsWanted.contains(kinds.getOrDefault(r.toString(), "")))
                .toList();
    }

    private List<Route> routes() {
        TreeSet<String> found = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.berth")) {
                addRoutes(found, info);
            }
        });
        return found.stream().map(Route::parse).toList();
    }

    private static void addRoutes(TreeSet<String> found, RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        for (String pattern : info.getPatternValues()) {
            if (methods.isEmpty()) {
                found.add("ANY " + pattern);
            }
            for (RequestMethod method : methods) {
                found.add(method.name() + " " + pattern);
            }
        }
    }

    private static Map<String, String> readKinds() throws IOException {
        Map<String, String> kinds = new TreeMap<>();
        new ClassPathResource("routes.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split("\\s+", 3);
                    kinds.put(words[1] + " " + words[2], words[0]);
                });
        return kinds;
    }

    private record Route(String method, String pattern) {
        static Route parse(String text) {
            int space = text.indexOf(' ');
            return new Route(text.substring(0, space), text.substring(space + 1));
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }
}

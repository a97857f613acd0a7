package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.backend.PostgresForTests;
import io.berth.backend.accounts.Teams;
import io.berth.backend.accounts.Users;
import io.berth.backend.audit.Actor;
import io.berth.backend.nodes.AgentConnected;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.Services;
import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@Import({PostgresForTests.class, ImageAgents.Configuration.class})
class ImagesTests {

    private static final ImageFacts FACTS = new ImageFacts("sha256:id", Map.of(), List.of(), List.of(), false, null);

    private final Images images;
    private final ImageWatch watch;
    private final ImageCleanUp cleanUp;
    private final ImageAgents agents;
    private final Services services;
    private final Users users;
    private final Teams teams;
    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private Actor ada = Actor.BERTH;
    private UUID team = new UUID(0, 0);
    private UUID node = new UUID(0, 0);

    @Autowired
    ImagesTests(
            Images images,
            ImageWatch watch,
            ImageCleanUp cleanUp,
            ImageAgents agents,
            Services services,
            Users users,
            Teams teams,
            JdbcClient database,
            ApplicationEventPublisher events) {
        this.images = images;
        this.watch = watch;
        this.cleanUp = cleanUp;
        this.agents = agents;
        this.services = services;
        this.users = users;
        this.teams = teams;
        this.database = database;
        this.events = events;
    }

    @BeforeEach
    void aTeamWithANode() {
        agents.reset();
        // Nobody looks at what other tests left behind.
        database.sql("update node set connected = false").update();
        team = aTeam();
        node = aNode(team);
    }

    @Test
    void anImageThatHasArrivedIsNearAtOnce() {
        Service web = service("web", 1);
        assertThat(reach(web, 1)).isEqualTo(Reach.UNKNOWN);

        bring(revision(web, 1), true);

        assertThat(reach(web, 1)).isEqualTo(Reach.ON_NODES);
        assertThat(images.guarantee(team, web.id()).checkedAt()).isNotNull();
    }

    @Test
    void theWatchSeesWhatHasGoneFromANodeAndAsksTheRegistry() {
        Service web = service("web", 2);
        bring(revision(web, 1), true);
        bring(revision(web, 2), true);
        agents.on(node).clear();
        agents.inRegistry.add(key(web, 2));

        awaitBeats(() -> {
            assertThat(reach(web, 1)).isEqualTo(Reach.LOST);
            assertThat(reach(web, 2)).isEqualTo(Reach.IN_REGISTRY);
        });
        assertThat(images.guarantee(team, web.id()).revisions().getLast().problem())
                .contains("does not have it");
    }

    @Test
    void aNodeThatComesBackIsLookedAtWithoutWaitingForTheBeat() {
        Service web = service("web", 1);
        bring(revision(web, 1), true);
        awaitBeats(() -> assertThat(reach(web, 1)).isEqualTo(Reach.ON_NODES));
        agents.on(node).clear();
        agents.inRegistry.add(key(web, 1));

        events.publishEvent(new AgentConnected(node));

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(reach(web, 1)).isNotEqualTo(Reach.ON_NODES));
    }

    @Test
    void aSilentRegistryIsNotKnownRatherThanLostAndIsLeftAlone() {
        agents.registryDown = true;
        Service web = service("web", 1);

        awaitBeats(() -> assertThat(images.guarantee(team, web.id()).revisions())
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.reach()).isEqualTo(Reach.UNKNOWN);
                    assertThat(r.problem()).isEqualTo("The registry is silent.");
                }));
        database.sql("update registry_image set checked_at = checked_at - interval '1 hour' where team_id = :team")
                .param("team", team)
                .update();
        watch.beat();
        assertThat(agents.checked).containsOnlyOnce(key(web, 1));
    }

    @Test
    void teamsWithoutANodeTakeNobodysTurn() {
        for (int i = 0; i < 5; i++) {
            service("idle-" + i, 1);
        }
        database.sql("update node set connected = false where id = :node")
                .param("node", node)
                .update();
        team = aTeam();
        node = aNode(team);
        Service web = service("web", 1);
        agents.inRegistry.add(key(web, 1));

        awaitBeats(() -> assertThat(reach(web, 1)).isEqualTo(Reach.IN_REGISTRY));
    }

    @Test
    void onlyNodesThatTheTeamSeesAreAskedForItsImages() {
        UUID others = aTeam();
        UUID theirNode = aNode(others);
        Service web = service("web", 1);
        bring(revision(web, 1), true);
        agents.put(theirNode, image(web, 1));

        awaitBeats(() -> assertThat(rowsOn(node)).isEqualTo(1));
        watch.beat();
        assertThat(rowsOn(theirNode)).isZero();
    }

    @Test
    void anotherTeamsServicesAndNodesDoNotExist() {
        Service web = service("web", 1);
        UUID others = aTeam();
        assertThatThrownBy(() -> images.guarantee(others, web.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> cleanUp.plan(others, node)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> cleanUp.run(others, node, ada)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theWindowIsKeptAndWhatIsOlderGoes() {
        Service web = service("web", 7);
        for (int number = 1; number <= 7; number++) {
            bring(revision(web, number), true);
        }

        CleanUpPlan plan = cleanUp.plan(team, node);
        assertThat(plan.images().stream().filter(CleanUpPlan.Entry::remove).map(CleanUpPlan.Entry::digest))
                .containsExactly(digest(web, 1), digest(web, 2));
        assertThat(plan.images())
                .filteredOn(e -> e.digest().equals(digest(web, 3)))
                .extracting(CleanUpPlan.Entry::why)
                .containsExactly("revision 3 of web is promised");
        assertThat(agents.removed).isEmpty();

        agents.inUse.add(key(web, 2));
        CleanUpPlan done = cleanUp.run(team, node, ada);

        assertThat(agents.removed).containsExactly(key(web, 1));
        assertThat(done.images()).filteredOn(CleanUpPlan.Entry::remove).hasSize(1);
        assertThat(done.images())
                .filteredOn(e -> e.digest().equals(digest(web, 2)))
                .extracting(CleanUpPlan.Entry::problem)
                .containsExactly("Something else on the node uses it.");
        assertThat(audited())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(web.definition().image(), ada.name());
        assertThat(reach(web, 3)).isEqualTo(Reach.ON_NODES);
        assertThat(reach(web, 1)).isNotEqualTo(Reach.ON_NODES);
    }

    @Test
    void whatBerthDidNotBringIsNeverRemoved() {
        Service web = service("web", 7);
        bring(revision(web, 1), false);
        assertThat(cleanUp.plan(team, node).images()).singleElement().satisfies(e -> {
            assertThat(e.remove()).isFalse();
            assertThat(e.why()).isEqualTo("Berth did not bring it");
        });
        cleanUp.run(team, node, ada);
        assertThat(agents.removed).isEmpty();
    }

    @Test
    void whatHasGoneAndCameBackByItselfIsNotOursAnyMore() {
        Service web = service("web", 7);
        bring(revision(web, 1), true);
        agents.on(node).clear();
        awaitBeats(() -> assertThat(cleanUp.plan(team, node).images()).isEmpty());
        agents.put(node, image(web, 1));
        events.publishEvent(new AgentConnected(node));
        await().untilAsserted(() ->
                assertThat(cleanUp.plan(team, node).images()).singleElement().matches(e -> !e.remove()));
    }

    @Test
    void whatADeploymentNeedsOrAContainerRunsStays() {
        Service web = service("web", 8);
        for (int number = 1; number <= 3; number++) {
            bring(revision(web, number), true);
        }
        deployment(web, 1, "PAUSED");
        UUID over = deployment(web, 2, "SUCCEEDED");
        container(web, 2, over);

        assertThat(cleanUp.plan(team, node).images().stream()
                        .filter(CleanUpPlan.Entry::remove)
                        .map(CleanUpPlan.Entry::digest))
                .containsExactly(digest(web, 3));
    }

    @Test
    void aTerminatedServiceKeepsNothing() {
        Service web = service("web", 1);
        bring(revision(web, 1), true);
        assertThat(cleanUp.plan(team, node).images()).noneMatch(CleanUpPlan.Entry::remove);
        database.sql("update service set terminated_at = now() where id = :id")
                .param("id", web.id())
                .update();
        assertThat(cleanUp.plan(team, node).images()).allMatch(CleanUpPlan.Entry::remove);
    }

    @Test
    void aFullDiskIsMadeRoomOnUntilItIsNotFullAnyMore() {
        Service web = service("web", 9);
        for (int number = 1; number <= 4; number++) {
            bring(revision(web, number), true);
        }
        awaitBeats(() -> assertThat(cleanUp.plan(team, node).bytes()).isEqualTo(4 * ImageAgents.BYTES));
        database.sql("update node set disk_total_bytes = 10000, disk_free_bytes = 950 where id = :node")
                .param("node", node)
                .update();

        watch.beat();

        await().untilAsserted(() -> assertThat(audited()).hasSize(2));
        assertThat(agents.removed).containsExactly(key(web, 1), key(web, 2));
    }

    @Test
    void aNodeThatDoesNotAnswerKeepsItsImagesAndSaysSo() {
        Service web = service("web", 7);
        bring(revision(web, 1), true);
        database.sql("update node set connected = false where id = :node")
                .param("node", node)
                .update();
        agents.away.add(node);

        assertThat(cleanUp.run(team, node, ada).images()).singleElement().satisfies(e -> {
            assertThat(e.remove()).isFalse();
            assertThat(e.problem()).contains("does not answer");
        });
    }

    @Test
    void aSharedNodeTellsNothingOfOtherTeams() {
        UUID shared = aNode(null);
        Service vault = service("vault", 1);
        images.arrived(shared, image(vault, 1), FACTS, true);
        UUID others = aTeam();

        assertThat(cleanUp.plan(team, shared).images())
                .extracting(CleanUpPlan.Entry::why)
                .containsExactly("revision 1 of vault is the latest");
        assertThat(cleanUp.plan(others, shared).images()).singleElement().satisfies(e -> {
            assertThat(e.why()).isEqualTo("needed by another team");
            assertThat(e.toString()).doesNotContain("vault");
        });
    }

    private UUID aTeam() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        ada = new Actor(users.register(name, "correct-horse-battery").id(), name);
        return teams.create(name + "-team", ada).id();
    }

    private UUID aNode(@Nullable UUID owner) {
        UUID id = UUID.randomUUID();
        database.sql("insert into node (id, team_id, name, address, certificate_serial, connected, engine_answers,"
                        + " joined_at, last_seen_at)"
                        + " values (:id, :team, :name, '127.0.0.1', '1', true, true, now(), now() + interval '1 day')")
                .param("id", id)
                .param("team", owner)
                .param("name", "n" + id.toString().substring(0, 8))
                .update();
        return id;
    }

    /** A service with so many revisions, each deployed with success once, each with an image of its own. */
    private Service service(String name, int revisions) {
        String repository =
                "registry.example/" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
        Service service = services.create(team, ada, name, ServiceDefinition.of(repository, "1"), 1);
        seal(service);
        for (int number = 2; number <= revisions; number++) {
            service = services.change(
                    team,
                    service.id(),
                    ada,
                    service.version(),
                    service.definition().withTag("" + number));
            seal(service);
        }
        return service;
    }

    private void seal(Service service) {
        UUID revision = service.latest().id();
        database.sql(
                        "update revision set image_digest = :digest, sealed_at = now(), succeeded_at = now() where id = :id")
                .param("digest", "sha256:" + revision)
                .param("id", revision)
                .update();
    }

    private void bring(Revision revision, boolean pulledNow) {
        PinnedImage image = Objects.requireNonNull(revision.image());
        agents.put(node, image);
        images.arrived(node, image, FACTS, pulledNow);
    }

    private UUID deployment(Service service, int revision, String state) {
        UUID id = UUID.randomUUID();
        database.sql("""
                        insert into deployment (id, service_id, team_id, number, operation, revision_id, target_count, state,
                            baseline, requested_as, created_at, rollout)
                        values (:id, :service, :team, (select count(*) + 1 from deployment where service_id = :service),
                            'DEPLOY', :revision, 1, :state, '[]', 'ada', now(), '{}')""")
                .param("id", id)
                .param("service", service.id())
                .param("team", team)
                .param("revision", revision(service, revision).id())
                .param("state", state)
                .update();
        return id;
    }

    private void container(Service service, int revision, UUID deployment) {
        database.sql("""
                        insert into container (id, service_id, team_id, node_id, deployment_id, revision_id, slot, attempt,
                            name, phase, gate, environment, created_at, phase_since)
                        values (:id, :service, :team, :node, :deployment, :revision, 1, 1, :name, 'STOPPED', 'PASSED', '[]',
                            now(), now())""")
                .param("id", UUID.randomUUID())
                .param("service", service.id())
                .param("team", team)
                .param("node", node)
                .param("deployment", deployment)
                .param("revision", revision(service, revision).id())
                .param("name", "c-" + UUID.randomUUID())
                .update();
    }

    private Revision revision(Service service, int number) {
        return services.revision(team, service.id(), number);
    }

    private PinnedImage image(Service service, int number) {
        return Objects.requireNonNull(revision(service, number).image());
    }

    private String key(Service service, int number) {
        return ImageKey.of(image(service, number));
    }

    private String digest(Service service, int number) {
        return Objects.requireNonNull(image(service, number).digest());
    }

    private Reach reach(Service service, int number) {
        return images.guarantee(team, service.id()).revisions().stream()
                .filter(r -> r.revision().number() == number)
                .findFirst()
                .orElseThrow()
                .reach();
    }

    private long rowsOn(UUID where) {
        return database.sql("select count(*) from node_image where node_id = :node")
                .param("node", where)
                .query(Long.class)
                .single();
    }

    private List<String> audited() {
        return database.sql("select actor || ' ' || detail as line from audit_entry where action = 'image.remove'"
                        + " and object_id = :node")
                .param("node", node)
                .query((row, _) -> Objects.requireNonNull(row.getString("line")))
                .list();
    }

    private void awaitBeats(Runnable assertions) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    watch.beat();
                    assertions.run();
                });
    }
}

package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.backend.services.ServiceState;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.Labels;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeploymentFlowTests extends WithDeployments {

    @Test
    void aRedeployReplacesEveryContainerAndPinsTheDigest() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 3);
        agents.digests.put("shop/web:2", "sha256:two");
        web = services.change(
                team, web.id(), ada, web.version(), web.definition().withTag("2"));
        assertThat(web.synchronised()).isFalse();
        List<UUID> before = web.containers().stream().map(Container::id).toList();

        Deployment done = finished(deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null)));

        assertThat(done.state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(done.digest()).isEqualTo("sha256:two");
        assertThat(done.fromTag()).isEqualTo("1");
        assertThat(done.requestedAs()).isEqualTo(ada.name());
        Service after = services.find(team, web.id());
        assertThat(after.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(after.synchronised()).isTrue();
        assertThat(after.containers())
                .hasSize(3)
                .allMatch(c -> c.state() == ContainerState.RUNNING && c.revision() == 2 && !before.contains(c.id()));
        assertThat(deployments.details(team, done.id()).differences())
                .extracting(DeploymentDetails.Difference::what)
                .containsExactly("tag", "digest");
    }

    @Test
    void aTagThatMeansAnotherImageNowMakesANewRevision() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "latest"), 1);
        agents.digests.put("shop/web:latest", "sha256:moved");

        Deployment done = finished(deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null)));

        assertThat(done.revision()).isEqualTo(2);
        assertThat(services.find(team, web.id()).synchronised()).isTrue();
        assertThat(services.revisions(team, web.id())).hasSize(2);
    }

    @Test
    void aDoubleClickGivesOneDeployment() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        Deployment first = deployments.redeploy(team, web.id(), ada, DeploymentRequest.of("click"));
        Deployment second = deployments.redeploy(team, web.id(), ada, DeploymentRequest.of("click"));
        assertThat(second.id()).isEqualTo(first.id());
        finished(first);
        assertThat(deployments
                        .redeploy(team, web.id(), ada, DeploymentRequest.of("click"))
                        .id())
                .isEqualTo(first.id());
        assertThat(deployments.ofService(team, web.id(), 10)).hasSize(2);
    }

    @Test
    void aSecondDeploymentIsRefusedWhileOneIsAtWorkIfItDoesNotWantToWait() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        Deployment running = deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null));
        assertThatThrownBy(() -> deployments.stop(
                        team, web.id(), ada, DeploymentRequest.of(null).whenBusy(DeploymentRequest.WhenBusy.REFUSE)))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("deployment-running"));
        deployments.cancel(team, running.id(), ada);
        assertThat(finished(running).state()).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void anUnknownTagFailsWithTheRegistrysWordsAndTheServiceSaysSo() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        agents.failing(
                FailureCode.IMAGE_NOT_FOUND,
                job -> job instanceof Job.ResolveImage ? "manifest for shop/web:nope not found" : null);
        web = services.change(
                team, web.id(), ada, web.version(), web.definition().withTag("nope"));

        Deployment done = finished(deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null)));

        assertThat(done.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(done.message()).contains("shop/web:nope not found");
        Service after = services.find(team, web.id());
        assertThat(after.lastProblem()).contains("shop/web:nope not found");
        assertThat(after.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(after.synchronised()).isFalse();
        assertThat(after.containers()).hasSize(2).allMatch(c -> c.revision() == 1);
    }

    @Test
    void aContainerThatExitsFailsTheDeploymentAndItsLogIsKept() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        agents.failing(
                FailureCode.CONTAINER_EXITED,
                job -> job instanceof Job.AwaitHealthy ? "the container exited with code 1" : null);

        Deployment done = finished(deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null)));

        assertThat(done.state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(deployments.details(team, done.id()).containers())
                .singleElement()
                .satisfies(c -> assertThat(c.failureLog()).isEqualTo("the container's last words"));
        assertThat(services.find(team, web.id()).containers()).hasSize(2).allMatch(c -> c.revision() == 1);
    }

    @Test
    void theVolumesOfAnImageAreMadeOnceAndReattached() {
        agents.volumesOfImage(List.of("/var/lib/mysql"));
        Service db = deployed("db", ServiceDefinition.of("mariadb", "10.11"), 1);
        Volume volume = volumes.ofService(db.id()).getFirst();
        assertThat(volume.path()).isEqualTo("/var/lib/mysql");
        assertThat(volume.state()).isEqualTo(Volume.State.CREATED);
        agents.asked.clear();

        finished(deployments.redeploy(team, db.id(), ada, DeploymentRequest.of(null)));

        assertThat(volumes.ofService(db.id())).extracting(Volume::id).containsExactly(volume.id());
        ContainerSpec spec = lastSpec();
        assertThat(spec.volumes()).singleElement().satisfies(mount -> {
            assertThat(mount.id()).isEqualTo(volume.id());
            assertThat(mount.create()).isFalse();
            assertThat(mount.epoch()).isGreaterThan(volume.epoch());
        });
        List<String> kinds =
                agents.asked.stream().map(j -> j.getClass().getSimpleName()).toList();
        assertThat(kinds).containsSubsequence("StopContainer", "RemoveContainer", "CreateContainer");
    }

    @Test
    void volumesAreKeptWhenScaledDownAndFoundAgainWhenScaledUp() {
        agents.volumesOfImage(List.of("/data"));
        Service db = deployed("db", ServiceDefinition.of("shop/db", "1"), 2);
        List<Volume> before = volumes.ofService(db.id());
        finished(deployments.scale(team, db.id(), ada, 1, DeploymentRequest.of(null)));
        assertThat(services.find(team, db.id()).containers()).hasSize(1);
        assertThat(volumes.ofService(db.id())).hasSize(2);
        finished(deployments.scale(team, db.id(), ada, 2, DeploymentRequest.of(null)));
        assertThat(volumes.ofService(db.id()))
                .extracting(Volume::id)
                .containsExactlyElementsOf(before.stream().map(Volume::id).toList());
    }

    @Test
    void aTerminatedServiceKeepsItsVolumesAndFreesItsName() {
        agents.volumesOfImage(List.of("/data"));
        Service db = deployed("db", ServiceDefinition.of("shop/db", "1"), 1);
        finished(deployments.terminate(team, db.id(), ada, DeploymentRequest.of(null)));
        assertThat(services.find(team, db.id()).state()).isEqualTo(ServiceState.TERMINATED);
        assertThat(services.of(team)).isEmpty();
        assertThat(volumes.of(team)).hasSize(1);
        services.create(team, ada, "db", ServiceDefinition.of("shop/db", "1"), 1);
    }

    @Test
    void stoppedContainersAreStartedAgain() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        List<UUID> before = web.containers().stream().map(Container::id).toList();
        finished(deployments.stop(team, web.id(), ada, DeploymentRequest.of(null)));
        assertThat(services.find(team, web.id()).state()).isEqualTo(ServiceState.STOPPED);
        finished(deployments.start(team, web.id(), ada, DeploymentRequest.of(null)));
        Service after = services.find(team, web.id());
        assertThat(after.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(after.containers()).extracting(Container::id).containsExactlyElementsOf(before);
    }

    @Test
    void aLinkedServiceIsReachedByItsAliasAndItsSecretsAreHandedOverButNotStoredInTheOpen() {
        ServiceDefinition withSecret = ServiceDefinition.of("mariadb", "10.11")
                .withVariables(List.of(new Variable("MARIADB_ROOT_PASSWORD", "geheim-4711", true)));
        Service db = deployed("db", withSecret, 1);
        ServiceDefinition plain = ServiceDefinition.of("shop/web", "1");
        ServiceDefinition linked = new ServiceDefinition(
                plain.image(),
                plain.tag(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Link(db.id(), "database")),
                null,
                null,
                null,
                plain.restart(),
                plain.autodestroy(),
                plain.hostNetwork(),
                plain.health(),
                plain.rollout());
        deployed("web", linked, 1);

        ContainerSpec spec = lastSpec();
        assertThat(spec.network().links()).containsEntry("database", "db").containsEntry("database-1", "db-1");
        assertThat(spec.network().aliases()).containsExactly("web", "web-1");
        assertThat(spec.environment())
                .containsEntry("DATABASE_PORT_8080_TCP_ADDR", "db")
                .containsEntry("DATABASE_1_ENV_MARIADB_ROOT_PASSWORD", "geheim-4711");
        assertThat(spec.labels())
                .containsKeys(
                        Labels.INSTALLATION,
                        Labels.TEAM,
                        Labels.SERVICE,
                        Labels.SLOT,
                        Labels.REVISION,
                        Labels.DEPLOYMENT);
        assertThat(spec.toString()).doesNotContain("geheim-4711");
        for (String table : List.of("revision", "container", "job", "deployment_event", "audit_entry", "deployment")) {
            assertThat(database.sql("select coalesce(string_agg(t::text, ''), '') from " + table + " t")
                            .query(String.class)
                            .single())
                    .as(table)
                    .doesNotContain("geheim-4711");
        }
    }

    @Test
    void aNodeThatComesBackIsAskedAgainForWhatItHasNotAnswered() {
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        agents.silent = true;
        Deployment deployment = deployments.redeploy(team, web.id(), ada, DeploymentRequest.of(null));
        await().until(() -> deployments.find(team, deployment.id()).state() == DeploymentState.RUNNING);
        agents.silent = false;
        runner.connected(node);
        assertThat(finished(deployment).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void aChangeFromAnOldViewIsRefused() {
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        assertThatThrownBy(() -> services.change(
                        team, web.id(), ada, web.version(), web.definition().withTag("3")))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("changed-meanwhile"));
    }

    @Test
    void anotherTeamsServicesAndDeploymentsDoNotExist() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        UUID other = teams.create("other-" + ada.name(), ada).id();
        UUID deployment = deployments.ofService(team, web.id(), 1).getFirst().id();
        assertThatThrownBy(() -> services.find(other, web.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> deployments.redeploy(other, web.id(), ada, DeploymentRequest.of(null)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> deployments.scale(other, web.id(), ada, 2, DeploymentRequest.of(null)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> deployments.details(other, deployment)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> deployments.cancel(other, deployment, ada)).isInstanceOf(NotFoundException.class);
        assertThat(services.containers(other)).isEmpty();
    }
}

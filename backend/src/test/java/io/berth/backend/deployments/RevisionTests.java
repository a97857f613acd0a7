package io.berth.backend.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Variable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevisionTests extends WithDeployments {

    private static final DeploymentRequest PLAIN = DeploymentRequest.of(null);

    @Test
    void aRollbackBringsExactlyTheImageOfItsRevisionAndItsDefinition() {
        agents.digests.put("shop/web:latest", "sha256:one");
        Service web = deployed("web", withSecret("shop/web", "latest", "first"), 2);
        agents.digests.put("shop/web:latest", "sha256:two");
        web = deployed(web, withSecret("shop/web", "latest", "second"));
        assertThat(web.deployedRevision()).isEqualTo(web.latest().number()).isEqualTo(2);
        agents.asked.clear();

        Deployment done = succeeded(deployments.rollback(team, web.id(), ada, 1, PLAIN));

        assertThat(done.digest()).isEqualTo("sha256:one");
        assertThat(kinds()).doesNotContain("ResolveImage");
        assertThat(lastSpec().image().digest()).isEqualTo("sha256:one");
        assertThat(lastSpec().environment()).containsEntry("PASSWORD", "first");
        Service after = services.find(team, web.id());
        assertThat(after.deployedRevision()).isEqualTo(1);
        assertThat(after.latest().number()).isEqualTo(1);
        assertThat(after.synchronised()).isTrue();
        assertThat(after.version()).isGreaterThan(web.version());

        Service edited = services.change(
                team, web.id(), ada, after.version(), after.definition().withTag("3"));
        assertThat(edited.latest().number()).isEqualTo(3);
    }

    @Test
    void aRevisionThatWasNeverDeployedIsNothingToGoBackTo() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 1);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        assertThatThrownBy(() -> deployments.rollback(team, web.id(), ada, 2, PLAIN))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("state"));
        assertThatThrownBy(() -> deployments.rollback(team, web.id(), ada, 9, PLAIN))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSealCoversDefinitionAndImageAndNeverChanges() {
        Service web = services.create(team, ada, "web", ServiceDefinition.of("shop/web", "1"), 1);
        assertThat(web.latest().seal()).isNull();
        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));
        Revision sealed = services.revision(team, web.id(), 1);
        assertThat(sealed.seal()).hasSize(64);
        assertThat(sealed.succeededAt()).isNotNull();

        agents.digests.put("shop/web:1", "sha256:moved");
        succeeded(deployments.redeploy(team, web.id(), ada, PLAIN));

        assertThat(services.revision(team, web.id(), 1).seal()).isEqualTo(sealed.seal());
        Revision next = services.revision(team, web.id(), 2);
        assertThat(next.hash()).isEqualTo(sealed.hash());
        assertThat(next.seal()).hasSize(64).isNotEqualTo(sealed.seal());
        assertThat(services.find(team, web.id()).latest().number()).isEqualTo(2);
    }

    @Test
    void oneContainerIsReplacedAloneAndTheOthersAreLeftInPeace() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 3);
        services.change(team, web.id(), ada, web.version(), web.definition().withTag("2"));
        Deployment done = succeeded(deployments.redeploy(team, web.id(), ada, PLAIN.only(2)));
        assertThat(done.slots()).containsExactly(2);
        Service after = services.find(team, web.id());
        assertThat(after.containers()).extracting(c -> c.revision()).containsExactly(1, 2, 1);
        assertThat(after.deployedRevision()).isEqualTo(1);
        assertThatThrownBy(() -> deployments.redeploy(team, web.id(), ada, PLAIN.only(7)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aRestartKeepsTheContainers() {
        Service web = deployed("web", ServiceDefinition.of("shop/web", "1"), 2);
        agents.asked.clear();
        succeeded(deployments.restart(team, web.id(), ada, PLAIN));
        assertThat(ids(services.find(team, web.id()))).containsExactlyElementsOf(ids(web));
        assertThat(kinds()).contains("StopContainer", "StartContainer").doesNotContain("CreateContainer");
    }

    @Test
    void aSecretThatIsTypedAgainHasNotChanged() {
        Service web = services.create(team, ada, "web", withSecret("shop/web", "1", "geheim"), 1);

        services.change(team, web.id(), ada, web.version(), withSecret("shop/web", "2", "geheim"));

        assertThat(deployments.compare(team, web.id(), 1, 2))
                .extracting(Difference::what)
                .containsExactly("tag");
    }

    @Test
    void aCopyOfARevisionHasItsImageAndItsSecrets() {
        Service web = deployed("web", withSecret("shop/web", "1", "geheim"), 2);
        Revision original = services.revision(team, web.id(), 1);

        Service copy = services.cloneOf(team, ada, web.id(), 1, "web-copy");

        assertThat(copy.targetCount()).isEqualTo(2);
        assertThat(copy.containers()).isEmpty();
        assertThat(copy.latest().seal()).isEqualTo(original.seal());
        assertThat(copy.latest().image()).isEqualTo(original.image());
        succeeded(deployments.redeploy(team, copy.id(), ada, PLAIN));
        assertThat(lastSpec().environment()).containsEntry("PASSWORD", "geheim");
        assertThatThrownBy(() -> services.cloneOf(team, ada, web.id(), 1, "web-copy"))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> services.cloneOf(team, ada, web.id(), 1, "No!"))
                .isInstanceOf(InvalidInputException.class);
        UUID other = teams.create("other-" + ada.name(), ada).id();
        assertThatThrownBy(() -> services.cloneOf(other, ada, web.id(), 1, "mine"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoRevisionsAreComparedWithoutShowingSecrets() {
        Service web = deployed("web", withSecret("shop/web", "1", "first"), 1);
        web = deployed(web, withSecret("shop/web", "2", "second"));
        List<Difference> differences = deployments.compare(team, web.id(), 1, 2);
        assertThat(differences).extracting(Difference::what).containsExactly("tag", "digest", "variable PASSWORD");
        assertThat(differences.getLast().before()).isEqualTo("********");
        assertThat(Objects.toString(differences)).doesNotContain("first", "second");
        assertThat(deployments.compare(team, web.id(), 2, 2)).isEmpty();
    }

    private static ServiceDefinition withSecret(String image, String tag, String value) {
        return ServiceDefinition.of(image, tag).withVariables(List.of(new Variable("PASSWORD", value, true)));
    }
}

package io.berth.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.agent.state.AgentHome;
import io.berth.agent.state.Identity;
import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRequestsTest {

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority();
    private TestControlPlane control;
    private CertificateRequests requests;

    @BeforeEach
    void start() throws Exception {
        control = new TestControlPlane(authority, Enrolment.CONTROL_PLANE_NAME);
        requests = new CertificateRequests(control.url());
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
    }

    private JoinToken token(String fingerprint) {
        return new JoinToken(TestControlPlane.SECRET, fingerprint);
    }

    @Test
    void aJoinTokenYieldsAnIdentityWhoseKeyNeverTravelled() throws Exception {
        Identity identity = requests.enrol(token(authority.fingerprint()), "host");

        assertThat(identity.node()).isEqualTo(control.node);
        assertThat(identity.installation()).isEqualTo(control.installation);
        assertThat(identity.authority()).isEqualTo(authority.certificate());
        identity.certificate().verify(authority.certificate().getPublicKey());
        assertThat(identity.toString()).doesNotContain(identity.key().toString());
    }

    @Test
    void aServerOfAnotherPlatformGetsNothing() throws Exception {
        String otherFingerprint = new TestAuthority().fingerprint();

        assertThatThrownBy(() -> requests.enrol(token(otherFingerprint), "host"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not trusted")
                .hasMessageContaining("join token");
    }

    @Test
    void aServerThatIsNotTheControlPlaneGetsNothing() throws Exception {
        try (TestControlPlane impostor = new TestControlPlane(authority, "node.berth")) {
            assertThatThrownBy(
                            () -> new CertificateRequests(impostor.url()).enrol(token(authority.fingerprint()), "host"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not the control plane's");
        }
    }

    @Test
    void aRefusedTokenIsToldInTheControlPlanesWordsAndWithoutTheToken() throws Exception {
        control.answer = 403;

        assertThatThrownBy(() -> requests.enrol(token(authority.fingerprint()), "host"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("unknown or has expired")
                .hasMessageNotContaining(TestControlPlane.SECRET);
    }

    @Test
    void aControlPlaneThatIsBusyOrAwayIsNotARefusal() throws Exception {
        control.answer = 503;
        assertThatThrownBy(() -> requests.enrol(token(authority.fingerprint()), "host"))
                .isInstanceOf(IOException.class);
        control.close();
        assertThatThrownBy(() -> requests.enrol(token(authority.fingerprint()), "host"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatRunsOutIsRenewedKeptAndUsed() throws Exception {
        try (AgentHome home = AgentHome.open(folder)) {
            Identity first = authority.identity(control.installation, Duration.ofSeconds(2));
            home.save(first);
            Platform platform = new Platform(control.url(), first);
            Thread renewal = Thread.ofVirtual().start(() -> {
                try {
                    new CertificateRenewal(
                                    requests,
                                    home,
                                    platform,
                                    new ControlLink(platform, new NobodyLinked()),
                                    InstantSource.system())
                            .run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(TestControlPlane.present(control.clients.poll(20, TimeUnit.SECONDS)))
                    .as("the old certificate vouches for the new one")
                    .isEqualTo(first.certificate());
            io.berth.agent.engine.Eventually.eventually(
                    "the new one is in use",
                    () -> !platform.identity().certificate().equals(first.certificate()));
            assertThat(home.identity().orElseThrow().certificate())
                    .isEqualTo(platform.identity().certificate());
            renewal.interrupt();
        }
    }

    @Test
    void aCertificateIsDueWhenAThirdOfItsTimeIsLeft() throws Exception {
        Identity identity = authority.identity(control.installation, Duration.ofSeconds(299));

        assertThat(Duration.between(
                        identity.certificate().getNotBefore().toInstant(),
                        CertificateRenewal.dueAt(identity.certificate())))
                .isEqualTo(Duration.ofSeconds(200));
    }
}

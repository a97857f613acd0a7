package io.berth.agent.link;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.protocol.Enrolment;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class PlatformTrustTest {

    private static final String AUTH = "ECDHE_ECDSA";

    private final TestAuthority ours = new TestAuthority();
    private final TestAuthority others = new TestAuthority();
    private final PublicKey key = TestAuthority.newKeys().getPublic();

    private X509Certificate server(TestAuthority authority) throws Exception {
        return authority.server(key, KeyPurposeId.id_kp_serverAuth, Enrolment.CONTROL_PLANE_NAME);
    }

    private static ThrowingCallable check(PlatformTrust trust, X509Certificate... chain) {
        return () -> trust.checkServerTrusted(chain, AUTH);
    }

    @Test
    void theControlPlaneOfThePlatformIsTrusted() throws Exception {
        X509Certificate server = server(ours);

        assertThatCode(check(PlatformTrust.byAuthority(ours.certificate()), server))
                .doesNotThrowAnyException();
        assertThatCode(check(PlatformTrust.byAuthority(ours.certificate()), server, ours.certificate()))
                .doesNotThrowAnyException();
        assertThatCode(check(PlatformTrust.byFingerprint(ours.fingerprint()), server, ours.certificate()))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherPlatformIsNot() throws Exception {
        PlatformTrust known = PlatformTrust.byAuthority(ours.certificate());
        PlatformTrust first = PlatformTrust.byFingerprint(ours.fingerprint());

        assertThatThrownBy(check(known, server(others), others.certificate())).isInstanceOf(CertificateException.class);
        assertThatThrownBy(check(known, server(others))).isInstanceOf(CertificateException.class);
        assertThatThrownBy(check(first, server(others), others.certificate()))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("join token");
        assertThatThrownBy(check(first, server(others), ours.certificate()))
                .as("the right authority beside a certificate that is not from it")
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void aCertificateOfThePlatformForAnythingElseIsNot() throws Exception {
        PlatformTrust trust = PlatformTrust.byAuthority(ours.certificate());
        X509Certificate client = ours.server(key, KeyPurposeId.id_kp_clientAuth, Enrolment.CONTROL_PLANE_NAME);
        X509Certificate misnamed = ours.server(key, KeyPurposeId.id_kp_serverAuth, "node.berth");

        assertThatThrownBy(check(trust, client)).hasMessageContaining("not a server's");
        assertThatThrownBy(check(trust, misnamed)).hasMessageContaining("not the control plane's");
        assertThatThrownBy(check(trust, ours.certificate())).isInstanceOf(CertificateException.class);
        assertThatThrownBy(check(trust)).isInstanceOf(CertificateException.class);
    }

    @Test
    void nobodyConnectsToAnAgent() {
        PlatformTrust trust = PlatformTrust.byAuthority(ours.certificate());

        assertThatThrownBy(() -> trust.checkClientTrusted(new X509Certificate[] {ours.certificate()}, AUTH))
                .isInstanceOf(CertificateException.class);
    }
}

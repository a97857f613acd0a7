package io.berth.backend.balancing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateTests {

    private static final String HOST = "shop.example";

    @Test
    void keysOfAllCommonFormsFitTheirCertificates() throws Unreadable {
        for (KeyPair keys : List.of(TestCertificates.EC, TestCertificates.RSA)) {
            String modern = TestCertificates.pkcs8(keys, HOST);
            assertThat(Certificate.parse(modern).pem()).isEqualTo(modern);
            assertThat(Certificate.parse(TestCertificates.traditional(keys, HOST))
                            .pem())
                    .contains("BEGIN " + keys.getPrivate().getAlgorithm() + " PRIVATE KEY");
        }
    }

    @Test
    void lineBreaksMayBeWrittenAsTwoCharacters() throws Unreadable {
        assertThat(Certificate.parse(TestCertificates.variable(HOST)).pem())
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END CERTIFICATE-----\n");
    }

    @Test
    void aKeyOfAnotherCertificateIsNotAccepted() {
        String mixed = TestCertificates.pem(TestCertificates.pkcs8(TestCertificates.EC))
                + TestCertificates.pem(TestCertificates.certificate(TestCertificates.RSA, HOST));
        assertThatThrownBy(() -> Certificate.parse(mixed)).hasMessageContaining("CN=" + HOST);
    }

    @Test
    void halfOfItIsNotEnough() {
        assertThatThrownBy(() -> Certificate.parse(TestCertificates.pem(TestCertificates.pkcs8(TestCertificates.EC))))
                .hasMessageContaining("no certificate");
        String alone = TestCertificates.pem(TestCertificates.certificate(TestCertificates.EC, HOST));
        assertThatThrownBy(() -> Certificate.parse(alone)).hasMessageContaining("no key");
    }

    @Test
    void somethingElseIsNotAccepted() {
        assertThatThrownBy(() -> Certificate.parse("secret")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Certificate.parse("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"))
                .isInstanceOf(Unreadable.class);
    }
}

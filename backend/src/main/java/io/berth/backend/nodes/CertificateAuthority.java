package io.berth.backend.nodes;

import io.berth.backend.platform.PlatformSecrets;
import io.berth.backend.platform.SecretToken;
import io.berth.protocol.Enrolment;
import io.berth.protocol.JoinToken;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.springframework.stereotype.Component;

/**
 * The platform's own certificate authority. Its key is made once and lies sealed in the database; with its certificate's
 * fingerprint, which join tokens carry, both ends of the first connection know each other.
 */
@Component
class CertificateAuthority {

    private static final String SECRET = "certificate-authority";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration AUTHORITY_LIFETIME = Duration.ofDays(20 * 365);
    private static final Duration SERVER_LIFETIME = Duration.ofDays(365);
    private static final Duration NODE_LIFETIME = Duration.ofDays(90);
    /** Clocks of hosts may lag behind a little. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final X509Certificate certificate;
    private final PrivateKey key;

    CertificateAuthority(PlatformSecrets secrets, InstantSource clock) {
        this.clock = clock;
        Pem.KeyAndCertificate stored = Pem.readKeyAndCertificate(secrets.get(SECRET, this::generate));
        this.certificate = stored.certificate();
        this.key = stored.key();
    }

    X509Certificate certificate() {
        return certificate;
    }

    String fingerprint() {
        try {
            return JoinToken.fingerprint(SecretToken.sha256(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authority's certificate has no DER form", e);
        }
    }

    /** A certificate by which a node proves itself. */
    X509Certificate issueForNode(UUID nodeId, PublicKey nodeKey) {
        return issue(new X500Name("CN=" + nodeId), nodeKey, NODE_LIFETIME, KeyPurposeId.id_kp_clientAuth, null);
    }

    /** A key and certificate for the port that agents connect to, good for one run of the control plane. */
    Pem.KeyAndCertificate issueForServer() {
        KeyPair pair = newKeyPair();
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, Enrolment.CONTROL_PLANE_NAME),
            new GeneralName(GeneralName.dNSName, "localhost")
        });
        X509Certificate issued = issue(
                new X500Name("CN=" + Enrolment.CONTROL_PLANE_NAME),
                pair.getPublic(),
                SERVER_LIFETIME,
                KeyPurposeId.id_kp_serverAuth,
                names);
        return new Pem.KeyAndCertificate(pair.getPrivate(), issued);
    }

    private X509Certificate issue(
            X500Name subject,
            PublicKey subjectKey,
            Duration lifetime,
            KeyPurposeId purpose,
            @org.jspecify.annotations.Nullable GeneralNames names) {
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X500Name issuer =
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            X509v3CertificateBuilder builder = builder(issuer, subject, subjectKey, lifetime)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            if (names != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            return sign(builder, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    private String generate() {
        try {
            KeyPair pair = newKeyPair();
            X500Name name = new X500Name("CN=Berth platform " + UUID.randomUUID());
            X509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), AUTHORITY_LIFETIME)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return Pem.write(new Pem.KeyAndCertificate(pair.getPrivate(), sign(builder, pair.getPrivate())));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate authority cannot be made", e);
        }
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey subjectKey, Duration lifetime) {
        Instant now = clock.instant();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, random).setBit(126),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(lifetime)),
                subject,
                subjectKey);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer)
            throws GeneralSecurityException {
        try {
            ContentSigner content = new JcaContentSignerBuilder(SIGNATURE).build(signer);
            return new JcaX509CertificateConverter().getCertificate(builder.build(content));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("elliptic curve P-256 is not available", e);
        }
    }
}

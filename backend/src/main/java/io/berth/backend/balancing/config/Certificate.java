package io.berth.backend.balancing.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A certificate with its key and perhaps its chain, as HAProxy reads them from one file.
 *
 * @param pem with line breaks, ending in one
 */
record Certificate(String pem) {

    /**
     * One that HAProxy will accept: it would refuse the whole configuration for one that does not fit its key.
     *
     * @param text PEM, in which a line break may be written as a backslash and an n
     */
    static Certificate parse(String text) throws Unreadable {
        String pem = lines(text);
        List<Object> parts = parts(pem);
        if (parts.stream()
                .anyMatch(p -> p instanceof PEMEncryptedKeyPair || p instanceof PKCS8EncryptedPrivateKeyInfo)) {
            throw new Unreadable("has a key that takes a password: store it without one.");
        }
        X509CertificateHolder first = parts.stream()
                .filter(X509CertificateHolder.class::isInstance)
                .map(X509CertificateHolder.class::cast)
                .findFirst()
                .orElseThrow(() -> new Unreadable("has no certificate: put it after the key, both in PEM form."));
        Object key = parts.stream()
                .filter(p -> p instanceof PEMKeyPair || p instanceof PrivateKeyInfo)
                .findFirst()
                .orElseThrow(() -> new Unreadable("has no key: put it before the certificate, both in PEM form."));
        if (!KeyFit.fits(key, first.getSubjectPublicKeyInfo())) {
            throw new Unreadable("has a key that is not the one of its first certificate, " + first.getSubject()
                    + ": put that certificate first, or the key that it was made for.");
        }
        return new Certificate(pem);
    }

    /** Certificates without keys, such as those that clients are checked by. */
    static String authorities(String text) throws Unreadable {
        String pem = lines(text);
        if (parts(pem).stream().noneMatch(X509CertificateHolder.class::isInstance)) {
            throw new Unreadable("has no certificate in PEM form.");
        }
        return pem;
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n").replace("\r", "").strip() + "\n";
    }

    private static List<Object> parts(String pem) throws Unreadable {
        List<Object> parts = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                parts.add(part instanceof PEMKeyPair pair ? complete(pair) : part);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable(
                    "is not readable as PEM: give the key, then the certificate, with line breaks as \\n.");
        }
        return parts;
    }

    /** One without its public half is as good as a plain key. */
    private static Object complete(PEMKeyPair pair) throws PEMException {
        SubjectPublicKeyInfo half = pair.getPublicKeyInfo();
        return half == null ? pair.getPrivateKeyInfo() : pair;
    }

    @Override
    public String toString() {
        return "Certificate[]";
    }
}

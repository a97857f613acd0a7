package io.berth.agent.state;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys, certificates and requests as text. */
public final class Pem {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** @param type such as {@code CERTIFICATE} */
    public static String write(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + BASE64.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    public static X509Certificate certificate(String text) throws GeneralSecurityException {
        return certificates(text).getFirst();
    }

    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : blocks("CERTIFICATE", text)) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        return certificates;
    }

    static PrivateKey key(String text) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new PKCS8EncodedKeySpec(blocks("PRIVATE KEY", text).getFirst()));
    }

    private static List<byte[]> blocks(String type, String text) throws GeneralSecurityException {
        Matcher matcher = Pattern.compile("-----BEGIN " + type + "-----([A-Za-z0-9+/=\\s]+)-----END " + type + "-----")
                .matcher(text);
        List<byte[]> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(Base64.getMimeDecoder().decode(matcher.group(1)));
        }
        if (blocks.isEmpty()) {
            throw new GeneralSecurityException("there is no " + type + " in PEM form");
        }
        return blocks;
    }
}

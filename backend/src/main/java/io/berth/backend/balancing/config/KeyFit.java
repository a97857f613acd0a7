package io.berth.backend.balancing.config;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Whether a key is the private half of a public one, found out by signing something with the one and checking with the other. */
final class KeyFit {

    private static final byte[] SOMETHING = {'b', 'e', 'r', 't', 'h'};

    private KeyFit() {}

    /** @param key a {@link PEMKeyPair} or a {@link PrivateKeyInfo} */
    static boolean fits(Object key, SubjectPublicKeyInfo publicHalf) throws Unreadable {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        PrivateKeyInfo info = key instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) key;
        try {
            PrivateKey privateKey = converter.getPrivateKey(info);
            PublicKey publicKey = converter.getPublicKey(publicHalf);
            return privateKey.getAlgorithm().equals(publicKey.getAlgorithm()) && agree(privateKey, publicKey);
        } catch (PEMException e) {
            throw new Unreadable("has a key or certificate of a kind that is not known here: use RSA or EC.");
        }
    }

    private static boolean agree(PrivateKey privateKey, PublicKey publicKey) throws Unreadable {
        try {
            Signature signature = Signature.getInstance(algorithm(privateKey.getAlgorithm()));
            signature.initSign(privateKey);
            signature.update(SOMETHING);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SOMETHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Where the halves are of different kinds, such as two curves, the check itself fails.
            return false;
        }
    }

    private static String algorithm(String key) throws Unreadable {
        return switch (key) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "Ed25519", "Ed448", "EdDSA" -> key;
            default -> throw new Unreadable("has a key of the kind " + key + ": use RSA or EC.");
        };
    }
}

package io.berth.agent.link;

import io.berth.agent.state.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A new key, and the request for a certificate over it. The key never leaves the host.
 *
 * @param request PKCS#10, PEM; its subject is a formality, the control plane chooses
 */
record KeyAndRequest(PrivateKey key, String request) {

    static KeyAndRequest generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=node"), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new KeyAndRequest(pair.getPrivate(), Pem.write("CERTIFICATE REQUEST", request));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate request cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return "KeyAndRequest[key=***]";
    }
}

package io.berth.backend.nodes;

import io.berth.backend.platform.BerthSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The port that agents connect to: TLS 1.3 with a certificate of the platform's own authority, which also vouches for the
 * certificates of nodes. A host that has none yet may enrol and nothing else.
 */
@Component
class AgentPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String ALIAS = "control-plane";
    private static final char[] IN_MEMORY_ONLY = "in-memory".toCharArray();

    private final Connector connector;

    AgentPort(CertificateAuthority authority, BerthSettings settings) {
        Http11NioProtocol protocol = new Http11NioProtocol();
        protocol.setSSLEnabled(true);
        protocol.setExecutor(new VirtualThreadExecutor("agent-port-"));
        protocol.addSslHostConfig(tls(authority));
        this.connector = new Connector(protocol);
        connector.setPort(settings.agentPort());
        connector.setScheme("https");
        connector.setSecure(true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
    }

    /** Where it really listens, which differs from the setting only if that is 0. */
    int number() {
        return connector.getLocalPort();
    }

    private static SSLHostConfig tls(CertificateAuthority authority) {
        SSLHostConfig tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.3");
        tls.setCertificateVerification("optional");
        try {
            X509Certificate root = authority.certificate();
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", root);
            tls.setTrustStore(trusted);

            Pem.KeyAndCertificate server = authority.issueForServer();
            KeyStore own = emptyStore();
            own.setKeyEntry(ALIAS, server.key(), IN_MEMORY_ONLY, new Certificate[] {server.certificate(), root});
            SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.EC);
            certificate.setCertificateKeystore(own);
            certificate.setCertificateKeyAlias(ALIAS);
            certificate.setCertificateKeystorePassword(new String(IN_MEMORY_ONLY));
            certificate.setCertificateKeyPassword(new String(IN_MEMORY_ONLY));
            tls.addCertificate(certificate);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the agent port's certificate cannot be set up", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

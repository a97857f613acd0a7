package io.berth.backend.balancing.certificates;

import java.net.http.HttpClient;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** Talks to authorities over one client, which may trust more than others do. */
final class TrustingProvider extends GenericAcmeProvider {

    private final HttpClient client;

    TrustingProvider(HttpClient client) {
        this.client = client;
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
        return client;
    }
}

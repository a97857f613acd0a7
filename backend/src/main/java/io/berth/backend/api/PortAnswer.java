package io.berth.backend.api;

import io.berth.backend.services.ServiceDefinition.Port;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A port of a service or container.
 *
 * @param outerPort on the host; null if it is not published, or chosen only when a container starts
 * @param portName what is customary behind that port, or {@code unknown}
 * @param endpointUri where it is reached; null where that is not known
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PortAnswer(
        String protocol,
        int innerPort,
        @Nullable Integer outerPort,
        boolean published,
        String portName,
        String uriProtocol,
        @Nullable String endpointUri) {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("21/tcp", "ftp"),
            Map.entry("22/tcp", "ssh"),
            Map.entry("25/tcp", "smtp"),
            Map.entry("53/tcp", "domain"),
            Map.entry("53/udp", "domain"),
            Map.entry("80/tcp", "http"),
            Map.entry("443/tcp", "https"),
            Map.entry("3306/tcp", "mysql"),
            Map.entry("5432/tcp", "postgresql"),
            Map.entry("5672/tcp", "amqp"),
            Map.entry("6379/tcp", "redis"),
            Map.entry("8000/tcp", "http-alt"),
            Map.entry("8080/tcp", "http-alt"),
            Map.entry("11211/tcp", "memcached"),
            Map.entry("27017/tcp", "mongodb"));

    public static PortAnswer of(Port port) {
        return of(port.containerPort(), port.protocol(), port.published(), port.hostPort(), null);
    }

    /** @param host where published ports are reached; null if that is not known */
    public static PortAnswer of(
            int innerPort, String protocol, boolean published, @Nullable Integer outerPort, @Nullable String host) {
        String name = NAMES.getOrDefault(innerPort + "/" + protocol.toLowerCase(Locale.ROOT), "unknown");
        String scheme = name.startsWith("http") ? name.replace("-alt", "") : protocol;
        String endpoint = host == null || outerPort == null ? null : scheme + "://" + host + ":" + outerPort + "/";
        return new PortAnswer(protocol, innerPort, outerPort, published, name, scheme, endpoint);
    }
}

package io.berth.backend.registries;

import io.berth.backend.platform.InvalidInputException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which registry a text means. */
final class RegistryHost {

    static final String DOCKER_HUB = "docker.io";

    private static final Set<String> HUB_NAMES =
            Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*(:[0-9]{1,5})?");

    private RegistryHost() {}

    /** What a person typed, in the form that is kept. */
    static String parse(String typed) {
        String host = typed.strip().toLowerCase(Locale.ROOT);
        if (host.contains("://") || host.contains("/")) {
            throw InvalidInputException.of(
                    "host", "Give the host alone, without https:// and path, such as registry.example.com:5000.");
        }
        if (host.length() > 253 || !HOST.matcher(host).matches() || !portInRange(host)) {
            throw InvalidInputException.of(
                    "host", "This is not a host name with an optional port, such as registry.example.com:5000.");
        }
        return HUB_NAMES.contains(host) ? DOCKER_HUB : host;
    }

    /** The registry of an image reference, by the rule that engines follow. */
    static String ofReference(String reference) {
        int slash = reference.indexOf('/');
        if (slash < 0) {
            return DOCKER_HUB;
        }
        String first = reference.substring(0, slash).toLowerCase(Locale.ROOT);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return !host || HUB_NAMES.contains(first) ? DOCKER_HUB : first;
    }

    private static boolean portInRange(String host) {
        int colon = host.indexOf(':');
        if (colon < 0) {
            return true;
        }
        int port = Integer.parseInt(host.substring(colon + 1));
        return port >= 1 && port <= 65535;
    }
}

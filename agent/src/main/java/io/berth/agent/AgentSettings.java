package io.berth.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param berthHome null unless set; without it, errors at start are told on the console alone
 * @param nodeName null means the host's own name
 * @param joinToken where the join token comes from; not looked at once enrolled
 */
record AgentSettings(
        @Nullable Path berthHome,
        Path agentHome,
        URI controlUrl,
        JoinTokenSource joinToken,
        @Nullable String nodeName,
        String nodeAddress,
        String dockerHost,
        String logLevel) {

    static AgentSettings from(Map<String, String> environment) throws StartupException {
        String home = value(environment, "BERTH_HOME", null);
        Path berth = home == null ? null : Path.of(home);
        Path defaultHome = berth == null ? Path.of(System.getProperty("user.home"), ".berth") : berth;
        String agentHome = value(environment, "BERTH_AGENT_HOME", null);
        String port = required(environment, "BERTH_AGENT_PORT", "7443");
        return new AgentSettings(
                berth,
                agentHome == null ? defaultHome.resolve("agent") : Path.of(agentHome),
                controlUrl(required(environment, "BERTH_CONTROL_URL", "https://127.0.0.1:" + port)),
                joinToken(environment, defaultHome),
                value(environment, "BERTH_NODE_NAME", null),
                required(environment, "BERTH_NODE_ADDRESS", "127.0.0.1"),
                required(environment, "DOCKER_HOST", "unix:///var/run/docker.sock"),
                required(environment, "BERTH_LOG_LEVEL", "INFO"));
    }

    private static JoinTokenSource joinToken(Map<String, String> environment, Path home) {
        String token = value(environment, "BERTH_JOIN_TOKEN", null);
        if (token != null) {
            return new JoinTokenSource.Given(token);
        }
        String file = value(environment, "BERTH_JOIN_TOKEN_FILE", null);
        return new JoinTokenSource.File(file == null ? home.resolve("run").resolve("join-token") : Path.of(file));
    }

    private static URI controlUrl(String text) throws StartupException {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new StartupException("BERTH_CONTROL_URL is not a URL: " + text, e);
        }
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new StartupException(
                    "BERTH_CONTROL_URL must be an https URL, such as https://berth.example:7443, not " + text);
        }
        return url;
    }

    private static String required(Map<String, String> environment, String name, String otherwise) {
        String value = value(environment, name, otherwise);
        return value == null ? otherwise : value;
    }

    private static @Nullable String value(Map<String, String> environment, String name, @Nullable String otherwise) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}

package io.berth.backend.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator's settings. Each comes from the environment variable that {@code application.yml} names.
 *
 * @param home where all state lies that is not in a database
 * @param publicUrl how people reach the control plane, without a slash at its end
 * @param joinTokenFile where a fresh join token is put at each start
 * @param heartbeat how often agents say that they are alive
 * @param rollbackWindow how many of a service's newest successful revisions are kept within reach
 * @param imageDiskPercent how full a node's disk may become before images that nothing needs are removed
 * @param balancerImage repository and tag of the HAProxy that balancers run
 */
@ConfigurationProperties("berth")
public record BerthSettings(
        String version,
        Path home,
        int httpPort,
        String httpAddress,
        int agentPort,
        URI publicUrl,
        @Nullable Path joinTokenFile,
        @Nullable String masterKey,
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("5") int rollbackWindow,
        @DefaultValue("80") int imageDiskPercent,
        @DefaultValue("haproxy:3.2") String balancerImage,
        Database database,
        Admin admin) {

    public BerthSettings {
        requirePort(httpPort, "BERTH_HTTP_PORT");
        requirePort(agentPort, "BERTH_AGENT_PORT");
        requireBetween(1, 50, rollbackWindow, "BERTH_ROLLBACK_WINDOW");
        requireBetween(1, 100, imageDiskPercent, "BERTH_IMAGE_DISK_PERCENT");
        String scheme = publicUrl.getScheme();
        if (publicUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new CannotStartException(
                    "BERTH_PUBLIC_URL must be a web address such as https://berth.example.com, not " + publicUrl + ".");
        }
        home = home.toAbsolutePath().normalize();
        publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
        masterKey = blankToNull(masterKey);
        if (joinTokenFile != null && joinTokenFile.toString().isBlank()) {
            joinTokenFile = null;
        }
    }

    private static void requirePort(int port, String variable) {
        if (port < 0 || port > 65535) {
            throw new CannotStartException(variable + " must be a port between 1 and 65535, not " + port + ".");
        }
    }

    private static void requireBetween(int least, int most, int value, String variable) {
        if (value < least || value > most) {
            throw new CannotStartException(
                    "%s must be a number between %d and %d, not %d.".formatted(variable, least, most, value));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Files that live only as long as the control plane runs. */
    public Path runDirectory() {
        return home.resolve("run");
    }

    public Path joinTokenPath() {
        return joinTokenFile != null ? joinTokenFile : runDirectory().resolve("join-token");
    }

    /** The text form leaves out what is secret. */
    @Override
    public String toString() {
        return "BerthSettings[home=%s, http=%s:%d, agents=%d, publicUrl=%s]"
                .formatted(home, httpAddress, httpPort, agentPort, publicUrl);
    }

    /**
     * The database to use.
     *
     * @param url null for the embedded one
     */
    public record Database(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {
        public Database {
            url = blankToNull(url);
            user = blankToNull(user);
            password = blankToNull(password);
        }

        @Override
        public String toString() {
            return "Database[url=***]";
        }
    }

    /** The user that is made at each start. Both or none. */
    public record Admin(@Nullable String user, @Nullable String password) {
        public Admin {
            user = blankToNull(user);
            password = blankToNull(password);
            if ((user == null) != (password == null)) {
                throw new CannotStartException("BERTH_ADMIN_USER and BERTH_ADMIN_PASSWORD must be set together.");
            }
        }

        @Override
        public String toString() {
            return "Admin[user=" + user + "]";
        }
    }
}

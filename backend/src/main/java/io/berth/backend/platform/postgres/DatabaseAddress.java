package io.berth.backend.platform.postgres;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.CannotStartException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The operator's database, from an address in JDBC's form or in {@code postgres://user:password@host:port/database} form. */
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    static DatabaseAddress of(String url, BerthSettings.Database settings) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(url, settings.user(), settings.password());
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw unreadable(null);
        }
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
        String path = parsed.getRawPath();
        if (parsed.getHost() == null || path == null || path.length() < 2) {
            throw unreadable(null);
        }
        String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
        String userInfo = parsed.getRawUserInfo() == null ? "" : parsed.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? null : decode(userInfo.substring(colon + 1));
        return new DatabaseAddress(
                "jdbc:postgresql://" + parsed.getHost() + port + path + query,
                settings.user() != null || user.isEmpty() ? settings.user() : user,
                settings.password() != null ? settings.password() : password);
    }

    /** A plus sign is itself in this part of an address. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The address may hold a password, so it is not repeated. */
    private static CannotStartException unreadable(@Nullable Throwable cause) {
        return new CannotStartException(
                "BERTH_DATABASE_URL must look like postgres://user:password@host:5432/database"
                        + " or jdbc:postgresql://host:5432/database.",
                cause);
    }

    @Override
    public String toString() {
        return "DatabaseAddress[user=" + user + "]";
    }
}

package io.berth.backend.platform;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The operator's settings for certificates that come by themselves. Each comes from the environment variable that {@code
 * application.yml} names.
 *
 * @param directory where the authority is asked
 * @param email where the authority may write to
 * @param ca a file with authorities to trust in talking to it, besides those that everybody trusts
 */
@ConfigurationProperties("berth.acme")
public record AcmeSettings(
        URI directory, @Nullable String email, @Nullable Path ca) {

    public AcmeSettings {
        if (directory.getHost() == null || !"https".equals(directory.getScheme())) {
            throw new CannotStartException("BERTH_ACME_DIRECTORY must be an address such as "
                    + "https://acme-v02.api.letsencrypt.org/directory, not " + directory + ".");
        }
        if (email != null && email.isBlank()) {
            email = null;
        }
        if (email != null && !email.strip().matches("[^@\\s]+@[^@\\s]+")) {
            throw new CannotStartException(
                    "BERTH_ACME_EMAIL must be an address such as you@example.com, not " + email + ".");
        }
        email = email == null ? null : email.strip();
        if (ca != null && ca.toString().isBlank()) {
            ca = null;
        }
    }
}

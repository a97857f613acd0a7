package io.berth.backend.api.services;

import io.berth.backend.api.Dates;
import io.berth.backend.balancing.CertificateView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A certificate that a balancer gets by itself, as the API shows it.
 *
 * @param problem why the last order failed; null if it did not
 */
@JsonNaming(SnakeCaseStrategy.class)
record CertificateAnswer(
        String name,
        String state,
        @Nullable String issuer,
        @Nullable String expiresDatetime,
        @Nullable String problem,
        @Nullable String nextTryDatetime) {

    static CertificateAnswer of(CertificateView certificate) {
        return new CertificateAnswer(
                certificate.host(),
                certificate.state().name().toLowerCase(Locale.ROOT),
                certificate.issuer(),
                Dates.optional(certificate.notAfter()),
                certificate.problem(),
                Dates.optional(certificate.nextTry()));
    }
}

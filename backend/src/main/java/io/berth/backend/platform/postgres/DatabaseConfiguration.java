package io.berth.backend.platform.postgres;

import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Home;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * Which database is used. An auto-configuration, so that tests can bring their own. The pool depends on this bean and is
 * closed before it.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
public class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(JdbcConnectionDetails.class)
    BerthDatabase berthDatabase(BerthSettings settings, Home home) {
        @Nullable String url = settings.database().url();
        return url != null
                ? new BerthDatabase.Operators(DatabaseAddress.of(url, settings.database()))
                : new BerthDatabase.Embedded(EmbeddedPostgres.start(home));
    }
}

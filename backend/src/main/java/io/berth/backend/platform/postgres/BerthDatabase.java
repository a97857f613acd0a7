package io.berth.backend.platform.postgres;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** How to connect to the database. */
sealed interface BerthDatabase extends JdbcConnectionDetails, AutoCloseable {

    @Override
    void close() throws IOException;

    /** A database that the operator runs. */
    record Operators(DatabaseAddress address) implements BerthDatabase {

        @Override
        public @Nullable String getUsername() {
            return address.user();
        }

        @Override
        public @Nullable String getPassword() {
            return address.password();
        }

        @Override
        public String getJdbcUrl() {
            return address.jdbcUrl();
        }

        @Override
        public void close() {
            // Nothing of ours runs there.
        }
    }

    /** The control plane's own. */
    record Embedded(EmbeddedPostgres server) implements BerthDatabase {

        @Override
        public String getUsername() {
            return EmbeddedPostgres.USER;
        }

        @Override
        public String getPassword() {
            return server.password();
        }

        @Override
        public String getJdbcUrl() {
            return server.jdbcUrl();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

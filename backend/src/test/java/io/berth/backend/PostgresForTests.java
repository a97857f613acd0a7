package io.berth.backend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.testcontainers.containers.Network;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real PostgreSQL in a container: one server for all tests of a run, and for each Spring context an empty database of
 * its own. Import it into any test that touches the database.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PostgresForTests {

    private static final String IMAGE =
            Optional.ofNullable(System.getenv("BERTH_TEST_POSTGRES_IMAGE")).orElse("127.0.0.1:5000/postgres:18");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Bean
    JdbcConnectionDetails freshDatabase() throws SQLException {
        PostgreSQLContainer server = Server.RUNNING;
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(), server.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new Database(server, name);
    }

    /** Started when first needed; removed when the Java process ends. */
    private static final class Server {

        @SuppressWarnings("resource") // lives as long as the process
        static final PostgreSQLContainer RUNNING = new PostgreSQLContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
                // Not every engine has a default bridge that works.
                .withNetwork(Network.newNetwork());

        static {
            RUNNING.start();
        }
    }

    private record Database(PostgreSQLContainer server, String name) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return server.getUsername();
        }

        @Override
        public String getPassword() {
            return server.getPassword();
        }

        @Override
        public String getJdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s"
                    .formatted(server.getHost(), server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), name);
        }
    }
}

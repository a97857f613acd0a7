package io.berth.backend.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.backend.platform.CannotStartException;
import io.berth.backend.platform.Home;
import io.berth.backend.platform.HomeForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

    @TempDir
    private static Path directory;

    private static Home home;

    @BeforeAll
    static void makeHome() {
        home = HomeForTests.in(directory);
    }

    @AfterAll
    static void leaveHome() throws IOException {
        home.close();
    }

    @Test
    void itKeepsItsDataAndItsPortOverARestart() throws Exception {
        String url;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            url = server.jdbcUrl();
            execute(server, "create table kept as select generate_series(1, 1000) as n");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(server.jdbcUrl()).isEqualTo(url);
            assertThat(ask(server, "select count(*) from kept")).isEqualTo("1000");
            execute(server, "drop table kept");
        }
    }

    @Test
    void everyWriteIsMadeDurable() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "show fsync")).isEqualTo("on");
            assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void itListensOnLoopbackAloneAndWantsItsPassword() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "show unix_socket_directories")).isEmpty();
            assertThat(ask(server, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.USER, "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path password = directory.resolve("postgres/password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void oneThatWasLeftBehindIsStoppedAndItsDataIsThere() throws Exception {
        EmbeddedPostgres orphan = EmbeddedPostgres.start(home);
        orphan.abandon();
        execute(orphan, "create table left_behind as select 1 as n");
        long orphanPid = postmaster();

        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(postmaster()).isNotEqualTo(orphanPid);
            assertThat(ask(server, "select n from left_behind")).isEqualTo("1");
            execute(server, "drop table left_behind");
        }
    }

    @Test
    void oneThatWasKilledIsRecovered() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.start(home);
        killed.abandon();
        execute(killed, "create table survived as select 1 as n");
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();

        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "select n from survived")).isEqualTo("1");
            execute(server, "drop table survived");
        }
    }

    @Test
    void oneThatDiesWhileItIsNeededIsStartedAgain() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            long killed = postmaster();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                assertThat(postmaster()).isNotEqualTo(killed);
                assertThat(ask(server, "select 1")).isEqualTo("1");
            });
        }
    }

    @Test
    void aStalePidFileWithTheIdOfAnotherProgramIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(home).close();
        Path pidFile = data().resolve("postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + data() + "\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void itMovesWhenItsPortIsTaken() throws Exception {
        EmbeddedPostgres.start(home).close();
        int kept = Integer.parseInt(
                Files.readString(directory.resolve("postgres/port")).strip());

        try (ServerSocket _ = new ServerSocket(kept, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
            assertThat(server.jdbcUrl()).doesNotContain(":" + kept + "/");
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aFailedStartIsToldInTheServersOwnWords() throws Exception {
        EmbeddedPostgres.start(home).close();
        Path versionFile = data().resolve("PG_VERSION");
        String version = Files.readString(versionFile);
        Files.writeString(versionFile, "9\n");
        try {
            assertThatExceptionOfType(CannotStartException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(home))
                    .withMessageContaining("database files are incompatible with server");
        } finally {
            Files.writeString(versionFile, version);
        }
    }

    private static Path data() throws IOException {
        return directory.toRealPath().resolve("postgres/data");
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).getFirst().strip());
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.USER, server.password());
    }
}

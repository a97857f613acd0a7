package io.berth.backend.platform.postgres;

import io.berth.backend.platform.CannotStartException;
import io.berth.backend.platform.Home;
import io.berth.backend.platform.SecretToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of the control plane's own: on loopback, with a random password, with every write made durable. It
 * runs detached, so that a Ctrl-C meant for the control plane does not reach it; one that a killed control plane left
 * behind is stopped first and started anew. One that dies is started again.
 */
final class EmbeddedPostgres implements AutoCloseable {

    static final String USER = "berth";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final long LARGEST_LOG = 10L << 20;

    private final Path directory;
    private final Path data;
    private final Path serverLog;
    private final PostgresBinaries binaries;
    private final PostgresProcesses processes;
    private final String password;
    private final int port;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postgres-keeper").factory());

    private EmbeddedPostgres(Home home) throws IOException {
        this.directory = home.directory("postgres");
        this.data = directory.toRealPath().resolve("data");
        this.serverLog = directory.resolve("server.log");
        this.binaries = PostgresBinaries.in(directory);
        this.processes = new PostgresProcesses(data);
        this.password = password(home);
        endPredecessor();
        this.port = port(home);
    }

    static EmbeddedPostgres start(Home home) {
        try {
            EmbeddedPostgres server = new EmbeddedPostgres(home);
            server.initialise();
            server.start();
            server.keepAlive();
            return server;
        } catch (IOException e) {
            throw new CannotStartException("The embedded PostgreSQL cannot be started: " + e + ".", e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=berth";
    }

    String password() {
        return password;
    }

    private String password(Home home) throws IOException {
        Path file = directory.resolve("password");
        if (!Files.exists(file)) {
            if (Files.exists(data)) {
                throw new CannotStartException(
                        "The embedded database is there, but its password is not: " + file + ".");
            }
            home.writeSecret(file, SecretToken.fresh());
        }
        return Files.readString(file).strip();
    }

    /** The port of the first start, as long as nobody else has taken it. */
    private int port(Home home) throws IOException {
        Path file = directory.resolve("port");
        if (Files.exists(file)) {
            try (ServerSocket kept =
                    new ServerSocket(Integer.parseInt(Files.readString(file).strip()), 1, LOOPBACK)) {
                return kept.getLocalPort();
            } catch (IOException | NumberFormatException e) {
                LOG.info("The embedded database moves to another port: {}", e.getMessage());
            }
        }
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            home.writeSecret(file, Integer.toString(free.getLocalPort()));
            return free.getLocalPort();
        }
    }

    private void endPredecessor() throws IOException {
        PostgresProcesses.Predecessor predecessor = processes.predecessor();
        if (predecessor == PostgresProcesses.Predecessor.RUNNING) {
            LOG.info("Stopping the database server that the last control plane left behind");
            stop();
            predecessor = processes.predecessor();
        }
        Instant deadline = Instant.now().plus(PATIENCE);
        while (processes.anyAlive()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CannotStartException("Processes of an earlier database server still work on " + data + ".");
            }
            pause();
        }
        if (predecessor == PostgresProcesses.Predecessor.ID_TAKEN) {
            processes.forgetPredecessor();
        }
    }

    /** Makes the data directory; under another name first, so that a half-made one is never taken for a whole one. */
    private void initialise() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path part = directory.resolve("data.part");
        FileSystemUtils.deleteRecursively(part);
        List<String> command = List.of(
                binaries.program("initdb"),
                "--pgdata=" + part,
                "--username=" + USER,
                "--pwfile=" + directory.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        run("its data directory cannot be made", command);
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void keepAlive() {
        long millis = BETWEEN_LOOKS.toMillis();
        keeper.scheduleWithFixedDelay(this::startAgainIfDead, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void startAgainIfDead() {
        try {
            if (processes.predecessor() != PostgresProcesses.Predecessor.RUNNING) {
                LOG.error("The database server has died; it is started again");
                endPredecessor();
                start();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The database server cannot be started again yet", e);
        }
    }

    private void start() throws IOException {
        if (Files.exists(serverLog) && Files.size(serverLog) > LARGEST_LOG) {
            Files.move(serverLog, directory.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String options = "-c listen_addresses=127.0.0.1 -c port=" + port
                + " -c unix_socket_directories= -c fsync=on -c synchronous_commit=on -c full_page_writes=on";
        run(
                "it does not start",
                List.of(
                        binaries.program("pg_ctl"),
                        "start",
                        "-D",
                        data.toString(),
                        "-l",
                        serverLog.toString(),
                        "-w",
                        "-t",
                        Long.toString(PATIENCE.toSeconds()),
                        "-o",
                        options));
    }

    /** Called after the connection pool is closed. */
    @Override
    public void close() throws IOException {
        abandon();
        if (processes.predecessor() == PostgresProcesses.Predecessor.RUNNING) {
            stop();
        }
    }

    /** From now on nobody looks after the server. */
    void abandon() {
        keeper.close();
    }

    private void stop() throws IOException {
        run("it does not stop", List.of(binaries.program("pg_ctl"), "stop", "-D", data.toString(), "-m", "fast"));
    }

    private void run(String failure, List<String> command) throws IOException {
        Path output = directory.resolve("command.log");
        ProcessBuilder builder = new ProcessBuilder(asOrdinaryUser(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            if (!process.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CannotStartException("The embedded PostgreSQL: " + failure + " in time.");
            }
            if (process.exitValue() != 0) {
                throw new CannotStartException("The embedded PostgreSQL: " + failure + ": " + reason(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("The embedded PostgreSQL: " + failure + ": interrupted.", e);
        }
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, with root's right to its files. */
    private static List<String> asOrdinaryUser(List<String> command) throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            return command;
        }
        List<String> unshared = new ArrayList<>(List.of("unshare", "--user"));
        unshared.addAll(command);
        return unshared;
    }

    /** The server's or the command's own last words. */
    private String reason(Path output) throws IOException {
        for (Path log : List.of(output, serverLog)) {
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                for (String line : lines.reversed()) {
                    if (line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:")) {
                        return line.strip();
                    }
                }
            }
        }
        return "see " + serverLog + " and " + output + ".";
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("Interrupted while an earlier database server was ending.", e);
        }
    }
}

package io.berth.backend.platform.startup;

import io.berth.backend.platform.CannotStartException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;

/** The one line for the operator about a failure that he can mend. */
final class StartUpProblem {

    private final SettingLookup settings;

    /** The value of a property, if it has one. */
    interface SettingLookup {
        @Nullable
        String get(String property);
    }

    StartUpProblem(SettingLookup settings) {
        this.settings = settings;
    }

    /** Empty if nothing is known about such a failure. The innermost cause that we know says most. */
    Optional<String> describe(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .map(this::describeOne)
                .flatMap(Optional::stream)
                .reduce((_, inner) -> inner);
    }

    private Optional<String> describeOne(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case CannotStartException e -> e.getMessage();
                    case PortInUseException e -> portInUse(e.getPort());
                    case ConnectorStartFailedException e -> portInUse(e.getPort());
                    case BindException e -> invalid(e.getName().toString());
                    case FlywayException e -> "The database cannot be brought up to date: " + e.getMessage();
                    case SQLException e -> database(e);
                    case IOException e when isDiskFull(e) -> "The disk is full: " + e.getMessage();
                    default -> null;
                });
    }

    private String portInUse(int port) {
        String variable = Integer.toString(port).equals(settings.get("berth.agent-port"))
                ? "BERTH_AGENT_PORT"
                : "BERTH_HTTP_PORT";
        return "Port " + port + " is in use: stop what uses it, or set " + variable + " to another one.";
    }

    private @Nullable String database(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = firstLine(e);
        return switch (state) {
            case "28P01", "28000" ->
                "The database refuses the user or the password (BERTH_DATABASE_USER, BERTH_DATABASE_PASSWORD): "
                        + message;
            case "3D000" -> "The database does not exist (BERTH_DATABASE_URL): " + message;
            case "53100" -> "The database's disk is full: " + message;
            default -> state.startsWith("08") ? "The database does not answer (BERTH_DATABASE_URL): " + message : null;
        };
    }

    private static boolean isDiskFull(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left on device");
    }

    /** The environment variable behind a property: {@code berth.http-port} and {@code server.port} are one setting. */
    private @Nullable String invalid(String property) {
        String variable = switch (property) {
            case "server.port" -> "BERTH_HTTP_PORT";
            case "server.address" -> "BERTH_HTTP_ADDRESS";
            default -> property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        };
        return variable.startsWith("BERTH_") ? variable + " is not valid." : null;
    }

    private static String firstLine(SQLException e) {
        UnaryOperator<String> first = text -> text.lines().findFirst().orElse(text);
        return first.apply(String.valueOf(e.getMessage()));
    }
}

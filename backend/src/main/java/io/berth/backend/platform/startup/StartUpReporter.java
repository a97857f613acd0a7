package io.berth.backend.platform.startup;

import io.berth.backend.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why a start failed: one line on standard error and in a file that the {@code berth} command reads. A stack trace
 * follows in the log only where the reason is not one that we know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartUpReporter implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartUpReporter.class);

    private final @Nullable Environment environment;

    StartUpReporter(@Nullable ConfigurableApplicationContext context) {
        this.environment = context == null ? null : context.getEnvironment();
    }

    @Override
    public boolean reportException(Throwable failure) {
        String line = new StartUpProblem(this::setting).describe(failure).orElse(null);
        if (line == null) {
            LOG.error("The control plane cannot start", failure);
            line = "The control plane cannot start: " + rootCause(failure);
        }
        line = line.lines().findFirst().orElse(line);
        System.err.println("berth: " + line);
        writeErrorFile(line);
        return true;
    }

    private @Nullable String setting(String property) {
        return environment == null ? null : environment.getProperty(property);
    }

    private void writeErrorFile(String line) {
        String home = setting("berth.home");
        if (home == null) {
            return;
        }
        Path file = Path.of(home, "run", Home.ERROR_FILE);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line + "\n");
        } catch (IOException e) {
            System.err.println("berth: " + file + " cannot be written: " + e.getMessage());
        }
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}

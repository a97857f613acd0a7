package io.berth.agent;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The log: one line an entry, on standard output. */
final class OneLineLog extends Formatter {

    /** Kept here, because the logging library forgets loggers that nobody holds. */
    private static final Logger OWN = Logger.getLogger("io.berth");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private OneLineLog() {}

    /** @param level DEBUG, INFO, WARN or ERROR; anything else means INFO */
    static void configure(String level) {
        LogManager.getLogManager().reset();
        Handler console = new StreamHandler(System.out, new OneLineLog()) {
            @Override
            public synchronized void publish(LogRecord entry) {
                super.publish(entry);
                flush();
            }
        };
        console.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(console);
        // Libraries may repeat requests in their finer logs, and requests hold secrets.
        root.setLevel(Level.WARNING);
        OWN.setLevel(level(level));
    }

    private static Level level(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE", "DEBUG" -> Level.FINE;
            case "WARN", "WARNING" -> Level.WARNING;
            case "ERROR" -> Level.SEVERE;
            default -> Level.INFO;
        };
    }

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder()
                .append(TIME.format(entry.getInstant()))
                .append(' ')
                .append(name(entry.getLevel()))
                .append(' ')
                .append(shortName(entry.getLoggerName()))
                .append(": ")
                .append(formatMessage(entry));
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            line.append(" | ").append(cause);
            StackTraceElement[] trace = cause.getStackTrace();
            if (trace.length > 0) {
                line.append(" at ").append(trace[0]);
            }
        }
        return line.toString().replaceAll("\\R", " ") + "\n";
    }

    private static String name(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}

package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests to a pool that is without a server while its service is replaced: they wait, instead of failing.
 *
 * <p>Whether that is so now is said by a mark: a server, in a backend of its own, that never gets a request. Servers come and go
 * without a reload, and a HAProxy that starts anew finds them in its file.
 *
 * @param seconds for which a request waits at most; 0 if none waits
 * @param requests that wait at a time
 * @param now whether the pool is marked
 */
record Parking(String pool, int seconds, int requests, boolean now) {

    static final String FILE = BalancerSetup.FOLDER + "/park.lua";

    private static final int SECONDS = 30;
    private static final int MOST_SECONDS = 600;
    private static final int REQUESTS = 1000;
    private static final String FULL = "{ var(txn.park_full) -m bool }";

    static Parking of(Pool pool, boolean changeable) {
        int seconds = pool.tcp() ? 0 : number(pool, "PARK_SECONDS", SECONDS);
        if (seconds > MOST_SECONDS) {
            pool.problem("PARK_SECONDS", "is " + seconds + ": write a number of seconds up to " + MOST_SECONDS + ".");
            seconds = SECONDS;
        }
        // A pool that takes a reload for each server parks nothing: what waits in the former process never sees the new
        // one.
        return new Parking(
                pool.name(),
                changeable ? seconds : 0,
                number(pool, "PARK_REQUESTS", REQUESTS),
                pool.members().stream().anyMatch(m -> m.linked().service().replaced()));
    }

    /** As for all settings, of services that share a pool the first one that has it decides. */
    private static int number(Pool pool, String key, int otherwise) {
        return pool.settings().stream()
                .filter(settings -> settings.has(key))
                .findFirst()
                .map(settings -> settings.number(key, otherwise))
                .orElse(otherwise);
    }

    boolean wanted() {
        return seconds > 0;
    }

    List<BalancerSetup.Server> marks() {
        return wanted() && now
                ? List.of(new BalancerSetup.Server(markedBy(), "replaced", "127.0.0.1", 9, "", false))
                : List.of();
    }

    /** No alias is empty, so no pool has this name. */
    private String markedBy() {
        return pool + "::park";
    }

    void writeRule(ConfigText text) {
        if (wanted()) {
            text.line("http-request lua.park " + pool + " " + markedBy() + " " + seconds + " " + requests)
                    .line("http-request return status 503 content-type text/plain string \"Too many requests wait.\" "
                            + "hdr Retry-After 1 if " + FULL);
        }
    }

    /** @param all also the mark, which changes while HAProxy runs */
    void writeMarks(ConfigText text, boolean all) {
        if (wanted()) {
            text.section("backend " + markedBy()).line("mode http");
            if (all) {
                marks().forEach(mark -> text.line("server " + mark.name() + " " + mark.address() + ":" + mark.port()));
            }
        }
    }

    /** HAProxy reads the program before the rules that use it. */
    static void writeProgram(ConfigText text) {
        text.section("global").line("lua-load " + FILE);
    }

    static String program() {
        try (InputStream program = Parking.class.getResourceAsStream("park.lua")) {
            if (program == null) {
                throw new IllegalStateException("park.lua is not on the class path");
            }
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

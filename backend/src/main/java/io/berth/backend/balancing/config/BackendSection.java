package io.berth.backend.balancing.config;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How requests are spread over a pool. */
final class BackendSection {

    /** Lines by which somebody chooses servers in a way of their own, so that nothing can be said of changing them. */
    private static final Set<String> CHOOSING =
            Set.of("balance", "hash-type", "cookie", "default-server", "use-server");

    private static final Set<String> SERVERS = Set.of("server", "server-template");

    private static final Pattern SESSION =
            Pattern.compile("([A-Za-z0-9_.-]+)(?: +len +([0-9]{1,4}))?(?: +timeout +([0-9]+(?:ms|s|m|h|d)?))?(?: .*)?");

    private final Pool pool;
    private final Settings balancer;
    private final BasicAuth auth;
    private final AutomaticCertificates automatic;
    private final Balance balance;
    private final String cookie;
    private final List<String> extra;
    private final PoolServers servers;
    private final Parking parking;

    BackendSection(Pool pool, Settings balancer, BasicAuth auth, AutomaticCertificates automatic) {
        this.pool = pool;
        this.balancer = balancer;
        this.auth = auth;
        this.automatic = automatic;
        this.balance = balance();
        this.cookie = pool.tcp() ? "" : pool.line("COOKIE");
        this.extra = extra();
        boolean changeable = balance.changeable()
                && cookie.isEmpty()
                && extra.stream().map(RawLine::firstWord).noneMatch(CHOOSING::contains);
        this.servers = PoolServers.of(pool, balancer, changeable);
        this.parking = Parking.of(pool, servers.changeable());
    }

    PoolServers servers() {
        return servers;
    }

    Parking parking() {
        return parking;
    }

    /** @param all also those servers that change while HAProxy runs */
    void write(ConfigText text, boolean all) {
        text.section("backend " + pool.name()).line("mode " + (pool.tcp() ? "tcp" : "http"));
        text.line("balance " + balance.text()).lineIf(balance.hashes(), "hash-type consistent");
        text.lines(pool.lines("OPTION").stream().map(o -> "option " + o).toList());
        if (!pool.tcp()) {
            writeHttp(text);
        }
        text.lines(extra);
        if (servers.changeable()) {
            // A part of the structure: a server that runs keeps the options with which it was added.
            servers.options().forEach((alias, options) -> text.line("# servers of " + alias + ": " + options));
        }
        if (all || !servers.changeable()) {
            text.lines(servers.lines(!cookie.isEmpty()));
        }
        parking.writeMarks(text, all);
    }

    private void writeHttp(ConfigText text) {
        if (auth.wanted() && !pool.yes("EXCLUDE_BASIC_AUTH")) {
            text.line(auth.condition());
        }
        text.lineIf(
                pool.yes("FORCE_SSL"),
                "http-request redirect scheme https code 301 unless { ssl_fc }" + automatic.butForAwaited(pool));
        text.lineIf("option httpchk", pool.line("HTTP_CHECK"));
        parking.writeRule(text);
        String age = pool.line("HSTS_MAX_AGE");
        if (age.matches("[0-9]+s?")) {
            String seconds = age.replace("s", "");
            text.line(
                    "http-response set-header Strict-Transport-Security 'max-age=" + seconds + "; includeSubDomains'");
        } else if (!age.isEmpty()) {
            pool.problem("HSTS_MAX_AGE", "is “" + age + "”: write a number of seconds, such as 31536000.");
        }
        String types = pool.line("GZIP_COMPRESSION_TYPE");
        text.lineIf(!types.isEmpty(), "compression algo gzip").lineIf("compression type", types);
        text.lineIf("cookie", cookie);
        writeSession(text);
    }

    /** HAProxy has no {@code appsession} any more; remembering the server for each value of the cookie does the same. */
    private void writeSession(ConfigText text) {
        String wanted = pool.line("APPSESSION");
        Matcher session = SESSION.matcher(wanted);
        if (session.matches()) {
            String length = session.group(2) == null ? "52" : session.group(2);
            String age = session.group(3) == null ? "3h" : session.group(3);
            text.line("stick-table type string len " + length + " size 100k expire " + age)
                    .line("stick store-response res.cook(" + session.group(1) + ")")
                    .line("stick match req.cook(" + session.group(1) + ")");
        } else if (!wanted.isEmpty()) {
            pool.problem("APPSESSION", "is “" + wanted + "”: write a cookie, such as JSESSIONID len 52 timeout 3h.");
        }
    }

    /** Without servers: those that are not known to be wanted are taken out of a running HAProxy. */
    private List<String> extra() {
        List<String> lines = pool.lines("EXTRA_SETTINGS");
        List<String> kept = lines.stream()
                .filter(line -> !SERVERS.contains(RawLine.firstWord(line)))
                .toList();
        if (kept.size() < lines.size()) {
            pool.problem(
                    "EXTRA_SETTINGS",
                    "adds servers of its own, which is not possible here: link their service instead.");
        }
        return kept;
    }

    private Balance balance() {
        for (Settings settings : pool.settings()) {
            if (settings.has("BALANCE")) {
                return balance(settings, balance(balancer, Balance.DEFAULT));
            }
        }
        return balance(balancer, Balance.DEFAULT);
    }

    /** One that looks at what only HTTP has is left aside without a word for a service's TCP ports. */
    private Balance balance(Settings settings, Balance otherwise) {
        if (!settings.has("BALANCE")) {
            return otherwise;
        }
        try {
            Balance wanted = Balance.parse(settings.raw("BALANCE"));
            return wanted.suits(pool.tcp()) ? wanted : otherwise;
        } catch (Unreadable e) {
            settings.problem("BALANCE", e.sentence());
            return otherwise;
        }
    }
}

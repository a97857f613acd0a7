package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What requests for a service look like.
 *
 * @param tls whether they come encrypted
 * @param webSocket whether only the opening of a WebSocket is meant
 * @param host in small letters, perhaps with {@code *}; a lone one matches every host
 * @param path begins with a slash, perhaps with {@code *}, and must match wholly; empty matches every path
 */
record VirtualHost(boolean tls, boolean webSocket, String host, int port, String path) {

    /** The more a rule demands, the earlier it is tested, so that a wildcard does not hide an exact name. */
    static final Comparator<VirtualHost> MOST_SPECIFIC_FIRST = Comparator.comparing(VirtualHost::anyHost)
            .thenComparing(v -> v.host().contains("*"))
            .thenComparing(v -> -v.host().length())
            .thenComparing(v -> v.path().isEmpty())
            .thenComparing(v -> v.path().contains("*"))
            .thenComparing(v -> -v.path().length())
            .thenComparing(v -> !v.webSocket())
            .thenComparing(VirtualHost::host)
            .thenComparing(VirtualHost::path);

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "ws", 80, "https", 443, "wss", 443);
    private static final Pattern HOST = Pattern.compile("[a-z0-9_*]([a-z0-9_.*-]*[a-z0-9_*])?");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9/._~!$&()*+;=:@%-]*)?");

    /** @param text {@code [scheme://]host[:port][/path]} */
    static VirtualHost parse(String text) throws Unreadable {
        int schemeEnd = text.indexOf("://");
        String scheme = schemeEnd < 0 ? "http" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        Integer usualPort = PORTS.get(scheme);
        if (usualPort == null) {
            throw new Unreadable("has “" + text + "”, whose scheme is none of http, https, ws and wss.");
        }
        String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
        int pathBegin = rest.indexOf('/');
        String authority = pathBegin < 0 ? rest : rest.substring(0, pathBegin);
        String path = pathBegin < 0 ? "" : rest.substring(pathBegin);
        int colon = authority.indexOf(':');
        int port = colon < 0 ? usualPort : Ports.one(authority.substring(colon + 1));
        String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        host = host.isEmpty() && !rest.isEmpty() ? "*" : host;
        if (!HOST.matcher(host).matches() || !PATH.matcher(path).matches()) {
            throw new Unreadable("has “" + text
                    + "”, which is not a host: write [scheme://]host[:port][/path], such as https://shop.example or "
                    + "*.example.org/static/*.");
        }
        return new VirtualHost(usualPort == 443, scheme.startsWith("ws"), host, port, path);
    }

    boolean anyHost() {
        return host.equals("*");
    }

    /** All that must hold for a request, as conditions of HAProxy. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!anyHost()) {
            conditions.add("{ req.hdr(host),host_only -m " + matching(host) + " }");
        }
        if (!path.isEmpty()) {
            conditions.add("{ path -m " + matching(path) + " }");
        }
        if (webSocket) {
            conditions.add("{ req.hdr(upgrade) -m str -i websocket }");
        }
        return conditions;
    }

    private static String matching(String pattern) {
        if (!pattern.contains("*")) {
            return "str -i " + Quoted.of(pattern);
        }
        String escaped = pattern.replaceAll("[^A-Za-z0-9/_*-]", "\\\\$0").replace("*", ".*");
        return "reg -i " + Quoted.of("^" + escaped + "$");
    }
}

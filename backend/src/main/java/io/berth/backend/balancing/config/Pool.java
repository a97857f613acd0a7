package io.berth.backend.balancing.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Containers that requests are spread over: a backend of HAProxy.
 *
 * @param name of the backend
 * @param tcp whether connections are passed on as they are
 * @param members by alias
 */
record Pool(String name, boolean tcp, List<Member> members) {

    /** @param ports of each container of the service that are used */
    record Member(Linked linked, List<Integer> ports) {}

    Pool {
        members = members.stream()
                .sorted(Comparator.comparing(m -> m.linked().alias()))
                .toList();
    }

    /** The pool of exactly these services. No alias has a colon, so no two pools have one name. */
    static Pool ofServices(List<Linked> services) {
        String name = services.stream().map(s -> tidy(s.alias())).sorted().collect(Collectors.joining(":"));
        return new Pool("be_" + name, false, members(services));
    }

    /** The pool of whatever has no rule of its own. */
    static Pool ofDefault(boolean tcp, List<Linked> services) {
        return new Pool("be_:default", tcp, members(services));
    }

    /** The pool of a port whose connections are passed on as they are. */
    static Pool ofPort(int port, List<Linked> services) {
        return new Pool(
                "be_tcp:" + port,
                true,
                services.stream().map(s -> new Member(s, List.of(port))).toList());
    }

    private static List<Member> members(List<Linked> services) {
        return services.stream().map(s -> new Member(s, s.ports())).toList();
    }

    List<Settings> settings() {
        return members.stream().map(m -> m.linked().settings()).toList();
    }

    /** Of services that share a pool the first one that has a setting decides. */
    String line(String key) {
        return settings().stream()
                .map(s -> s.line(key))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    List<String> lines(String key) {
        return settings().stream()
                .map(s -> s.lines(key))
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean yes(String key) {
        return settings().stream().anyMatch(s -> s.yes(key));
    }

    /** Of the service whose word counts. */
    void problem(String key, String text) {
        settings().stream().filter(s -> !s.line(key).isEmpty()).findFirst().ifPresent(s -> s.problem(key, text));
    }

    /** Only what HAProxy takes for a name; what had to be changed gets something of its own, so that it stays unique. */
    private static String tidy(String alias) {
        String tidy = alias.replaceAll("[^A-Za-z0-9_.-]", "_");
        return tidy.equals(alias) ? alias : tidy + "." + Integer.toHexString(alias.hashCode());
    }
}

package io.berth.backend.api.services;

import io.berth.backend.api.Fields;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Fields of the customary API that Berth does not act on yet: their default is accepted, anything else refused. */
final class NotYet {

    private static final Set<String> FALSE = Set.of("false", "\"false\"", "\"False\"");
    private static final Set<String> EMPTY_LIST = Set.of("[]");
    private static final Set<String> EMPTY_TEXT = Set.of("\"\"");
    private static final Set<String> NO_NUMBER = Set.of("0", "\"0\"", "\"\"");

    /** For each field what stands for its default, as JSON; null always does. */
    private static final Map<String, Set<String>> DEFAULTS = Map.ofEntries(
            Map.entry("autoredeploy", FALSE),
            Map.entry("deployment_strategy", Set.of("\"EMPTIEST_NODE\"")),
            Map.entry("roles", EMPTY_LIST),
            Map.entry("privileged", FALSE),
            Map.entry("read_only", FALSE),
            Map.entry("tty", FALSE),
            Map.entry("stdin_open", FALSE),
            Map.entry("pid", Set.of("\"none\"", "\"\"")),
            Map.entry("working_dir", Set.of("\"/\"", "\"\"")),
            Map.entry("cpu_shares", NO_NUMBER),
            Map.entry("memory_swap", NO_NUMBER),
            Map.entry("cpuset", EMPTY_TEXT),
            Map.entry("cgroup_parent", EMPTY_TEXT),
            Map.entry("user", EMPTY_TEXT),
            Map.entry("hostname", EMPTY_TEXT),
            Map.entry("domainname", EMPTY_TEXT),
            Map.entry("mac_address", EMPTY_TEXT),
            Map.entry("labels", Set.of("{}")),
            Map.entry("dns", EMPTY_LIST),
            Map.entry("dns_search", EMPTY_LIST),
            Map.entry("cap_add", EMPTY_LIST),
            Map.entry("cap_drop", EMPTY_LIST),
            Map.entry("devices", EMPTY_LIST),
            Map.entry("extra_hosts", EMPTY_LIST),
            Map.entry("security_opt", EMPTY_LIST),
            Map.entry("stack", EMPTY_TEXT));

    private NotYet() {}

    static void refuse(Fields body) {
        DEFAULTS.forEach((name, defaults) -> {
            JsonNode node = body.given(name);
            if (node != null && !node.isNull() && !defaults.contains(node.toString())) {
                body.wrong(name, "this cannot be set yet: leave it out");
            }
        });
    }
}

package io.berth.agent.jobs;

import io.berth.protocol.BalancerSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running HAProxy says of itself. */
record HaproxyReading(String structure, List<HaproxyServer> servers) {

    /** Of the statistics the servers alone. They do not show which servers that are down drain; the states do. */
    static final String QUESTION = "show env " + BalancerSetup.STRUCTURE + "; show stat -1 4 -1; show servers state";

    private static final String STRUCTURE = BalancerSetup.STRUCTURE + "=";

    /** @return empty if the answer broke off: a process that is being replaced may not finish it */
    static Optional<HaproxyReading> parse(String answer) {
        if (!answer.contains("\n# be_id ") || !answer.endsWith("\n\n")) {
            return Optional.empty();
        }
        String structure = answer.lines()
                .filter(line -> line.startsWith(STRUCTURE))
                .findFirst()
                .map(line -> line.substring(STRUCTURE.length()))
                .orElse("");
        Map<String, Map<String, String>> states = new HashMap<>();
        for (Map<String, String> row : HaproxyTable.spaceSeparated(answer, "be_id")) {
            states.put(row.get("be_name") + "/" + row.get("srv_name"), row);
        }
        return Optional.of(new HaproxyReading(
                structure,
                HaproxyTable.commaSeparated(answer, "pxname").stream()
                        .map(row -> HaproxyServer.of(
                                row, states.getOrDefault(row.get("pxname") + "/" + row.get("svname"), Map.of())))
                        .toList()));
    }

    List<BalancerSetup.Seen> seen() {
        return servers.stream().map(HaproxyServer::seen).toList();
    }
}

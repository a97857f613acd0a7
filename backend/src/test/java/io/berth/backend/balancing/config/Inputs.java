package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Balancers and services in few words. */
final class Inputs {

    private Inputs() {}

    /** A service with one container at the address 10.0.0.1 that listens on port 8080. */
    static BalancerLink service(String alias, String... variables) {
        return service(alias, List.of(8080), List.of(target(alias + "-1", 1)), variables);
    }

    static BalancerLink service(String alias, List<Integer> ports, List<Target> targets, String... variables) {
        UUID id = UUID.nameUUIDFromBytes(alias.getBytes(StandardCharsets.UTF_8));
        return new BalancerLink(alias, id, variables(variables), ports, targets);
    }

    static Target target(String name, int number) {
        return new Target(name, "10.0.0." + number, false);
    }

    /** @param variables names and values in turn */
    static Map<String, String> variables(String... variables) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            map.put(variables[i], variables[i + 1]);
        }
        return map;
    }

    static Plan plan(BalancerLink... links) {
        return plan(Map.of(), links);
    }

    static Plan plan(Map<String, String> balancer, BalancerLink... links) {
        return BalancerConfiguration.of(new BalancerInput(balancer, List.of(), Arrays.asList(links)));
    }

    static String text(Plan plan) {
        return plan.setup().files().getOrDefault(BalancerSetup.MAIN_FILE, "");
    }

    /** The lines of a section, without their indentation and the head. */
    static List<String> section(Plan plan, String head) {
        return text(plan)
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }
}

package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.plan;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharesTests {

    @Test
    void withoutAWishEveryContainerHasTheSameWeight() {
        assertThat(weights(plan(service("web"), service("api"))))
                .containsOnly(Map.entry("api-1", 1), Map.entry("web-1", 1));
    }

    @Test
    void aWeightAmongTheExtraSettingsStays() {
        Plan plan = plan(service("web", "EXTRA_ROUTE_SETTINGS", "weight 20"));
        assertThat(weights(plan)).containsEntry("web-1", 20);
        assertThat(text(plan)).contains("weight 20").doesNotContain("weight 20 weight");
    }

    @Test
    void aCanaryGetsItsPercentHoweverManyContainersThereAre() {
        assertThat(weights(plan(canary(10, others(3), canaries(1)))))
                .containsOnly(
                        Map.entry("web-1", 3), Map.entry("web-2", 3), Map.entry("web-3", 3), Map.entry("web-4", 1));
        assertThat(weights(plan(canary(50, others(1), canaries(2)))))
                .containsOnly(Map.entry("web-1", 2), Map.entry("web-2", 1), Map.entry("web-3", 1));
    }

    @Test
    void nothingGoesToACanaryAtZeroAndAllAtAHundred() {
        assertThat(weights(plan(canary(0, others(1), canaries(1)))))
                .containsOnly(Map.entry("web-1", 1), Map.entry("web-2", 0));
        assertThat(weights(plan(canary(100, others(1), canaries(1)))))
                .containsOnly(Map.entry("web-1", 0), Map.entry("web-2", 1));
    }

    @Test
    void whoIsLeftAloneGetsEverything() {
        assertThat(weights(plan(canary(0, others(0), canaries(1))))).containsEntry("web-1", 1);
        assertThat(weights(plan(canary(100, others(2), canaries(0)))))
                .containsOnly(Map.entry("web-1", 1), Map.entry("web-2", 1));
        assertThat(weights(plan(service("web", "VIRTUAL_HOST", "a", "WEIGHT", "0"))))
                .containsEntry("web-1", 1);
    }

    @Test
    void whoDrainsDoesNotCount() {
        BalancerLink web = service("web");
        List<Target> targets =
                List.of(new Target("web-1", "10.0.0.1", false), new Target("web-2", "10.0.0.2", true, true));
        assertThat(plan(new BalancerLink("web", web.id(), Map.of(), List.of(80), targets, 100, false))
                        .setup()
                        .servers())
                .extracting(Server::weight)
                .containsExactly(1, null);
    }

    @Test
    void servicesShareByTheirWeightsWhateverTheNumberOfTheirContainers() {
        BalancerLink blue = service("blue", List.of(80), others("blue", 3), "VIRTUAL_HOST", "a", "WEIGHT", "90");
        BalancerLink green = service("green", List.of(80), others("green", 1), "VIRTUAL_HOST", "a", "WEIGHT", "10");
        assertThat(weights(plan(blue, green)))
                .containsOnly(
                        Map.entry("blue-1", 3),
                        Map.entry("blue-2", 3),
                        Map.entry("blue-3", 3),
                        Map.entry("green-1", 1));
    }

    @Test
    void aServiceWithoutAWeightHasThatOfItsContainers() {
        BalancerLink blue = service("blue", List.of(80), others("blue", 2), "VIRTUAL_HOST", "a");
        BalancerLink green = service("green", List.of(80), others("green", 1), "VIRTUAL_HOST", "a", "WEIGHT", "8");
        assertThat(weights(plan(blue, green)))
                .containsOnly(Map.entry("blue-1", 1), Map.entry("blue-2", 1), Map.entry("green-1", 8));
    }

    @Test
    void anotherWeightIsNoOtherStructureButWhereHaproxyCannotSetIt() {
        assertThat(structure(10)).isEqualTo(structure(20));
        assertThat(structure(10, "BALANCE", "static-rr")).isNotEqualTo(structure(20, "BALANCE", "static-rr"));
    }

    @Test
    void theFileHasTheWeightsForAHaproxyThatStartsAnew() {
        assertThat(text(plan(canary(10, others(3), canaries(1))))).contains(" weight 3\n");
    }

    private static String structure(int percent, String... variables) {
        return plan(canary(percent, others(2), canaries(1), variables)).setup().structure();
    }

    private static BalancerLink canary(int percent, List<Target> others, List<Target> canaries, String... variables) {
        BalancerLink web = service("web", variables);
        List<Target> targets = new ArrayList<>(others);
        canaries.forEach(c -> targets.add(new Target("web-" + (targets.size() + 1), c.address(), false, true)));
        return new BalancerLink("web", web.id(), web.variables(), List.of(80), targets, percent, false);
    }

    private static List<Target> others(int count) {
        return others("web", count);
    }

    private static List<Target> others(String service, int count) {
        List<Target> targets = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            targets.add(new Target(service + "-" + i, "10.0.0." + i, false));
        }
        return targets;
    }

    private static List<Target> canaries(int count) {
        return others("canary", count);
    }

    private static Map<String, @Nullable Integer> weights(Plan plan) {
        Map<String, @Nullable Integer> weights = new TreeMap<>();
        plan.setup().servers().forEach(server -> weights.put(server.name(), server.weight()));
        return weights;
    }
}

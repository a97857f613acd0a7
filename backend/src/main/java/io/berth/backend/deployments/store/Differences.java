package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentDetails.Difference;
import io.berth.backend.platform.Sealer;
import io.berth.backend.services.Revision;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.protocol.PinnedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions, in words for people. Secrets are never shown, only that they differ. */
final class Differences {

    private Differences() {}

    static List<Difference> between(@Nullable Revision from, Revision to) {
        if (from == null) {
            return List.of();
        }
        Map<String, String> before = describe(from);
        Map<String, String> after = describe(to);
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                differences.add(new Difference(key, shown(before.get(key)), shown(after.get(key))));
            }
        }
        return differences;
    }

    private static Map<String, String> describe(Revision revision) {
        ServiceDefinition d = revision.definition();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("image", d.image());
        facts.put("tag", d.tag());
        PinnedImage image = revision.image();
        if (image != null) {
            facts.put("digest", image.digest() != null ? image.digest() : String.valueOf(image.imageId()));
        }
        d.ports().forEach(p -> facts.put("port " + p.containerPort() + "/" + p.protocol(), p.toString()));
        d.variables().forEach(v -> facts.put("variable " + v.key(), v.value()));
        d.volumes().forEach(v -> facts.put("volume " + v, v));
        if (!d.links().isEmpty()) {
            facts.put("links", d.links().stream().map(l -> l.alias()).collect(Collectors.joining(", ")));
        }
        putIfSet(facts, "command", d.command());
        putIfSet(facts, "entrypoint", d.entrypoint());
        putIfSet(facts, "memory limit", d.memoryMegabytes() == null ? null : d.memoryMegabytes() + " MB");
        facts.put("restart policy", word(d.restart()));
        facts.put("autodestroy", word(d.autodestroy()));
        facts.put("network", d.hostNetwork() ? "host" : "bridge");
        describe(facts, d.health());
        describe(facts, d.rollout());
        return facts;
    }

    private static void describe(Map<String, String> facts, Health health) {
        facts.put("health check", word(health.check()));
        putIfSet(facts, "health check port", health.port() == null ? null : String.valueOf(health.port()));
        putIfSet(facts, "health check path", health.path());
        facts.put("running time", health.runningSeconds() + " s");
        facts.put("start deadline", health.startDeadlineSeconds() + " s");
        facts.put("stop grace", health.stopGraceSeconds() + " s");
        putIfSet(facts, "stop signal", health.stopSignal());
    }

    private static void describe(Map<String, String> facts, Rollout rollout) {
        facts.put("order", word(rollout.order()));
        facts.put("containers at a time", String.valueOf(rollout.parallelism()));
        facts.put("drain time", rollout.drainSeconds() + " s");
        facts.put("on failure", word(rollout.onFailure()));
        facts.put("tolerated failures", String.valueOf(rollout.maxFailures()));
        facts.put("one after the other", rollout.sequential() ? "yes" : "no");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void putIfSet(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null) {
            facts.put(key, value);
        }
    }

    private static @Nullable String shown(@Nullable String value) {
        return value != null && Sealer.isSealed(value) ? "********" : value;
    }
}

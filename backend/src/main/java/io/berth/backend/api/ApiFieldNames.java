package io.berth.backend.api;

import io.berth.backend.platform.InvalidInputException.FieldError;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API's names for fields that the modules name in their own words. */
final class ApiFieldNames {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("tag", "image"),
            Map.entry("count", "target_num_containers"),
            Map.entry("ports", "container_ports"),
            Map.entry("ports[].containerPort", "container_ports[].inner_port"),
            Map.entry("ports[].hostPort", "container_ports[].outer_port"),
            Map.entry("ports[].protocol", "container_ports[].protocol"),
            Map.entry("variables", "container_envvars"),
            Map.entry("variables[].key", "container_envvars[].key"),
            Map.entry("variables[].value", "container_envvars[].value"),
            Map.entry("volumes", "bindings"),
            Map.entry("volumes[]", "bindings[].container_path"),
            Map.entry("links", "linked_to_service"),
            Map.entry("links[].service", "linked_to_service[].to_service"),
            Map.entry("links[].alias", "linked_to_service[].name"),
            Map.entry("command", "run_command"),
            Map.entry("memoryMegabytes", "memory"),
            Map.entry("restart", "autorestart"),
            Map.entry("hostNetwork", "net"),
            Map.entry("health.check", "health_check.check"),
            Map.entry("health.port", "health_check.port"),
            Map.entry("health.path", "health_check.path"),
            Map.entry("health.stopSignal", "health_check.stop_signal"),
            Map.entry("health.runningSeconds", "health_check.running_seconds"),
            Map.entry("health.startDeadlineSeconds", "health_check.start_deadline_seconds"),
            Map.entry("health.stopGraceSeconds", "health_check.stop_grace_seconds"),
            Map.entry("rollout.drainSeconds", "rollout.drain_seconds"),
            Map.entry("rollout.onFailure", "rollout.on_failure"),
            Map.entry("rollout.maxFailures", "rollout.max_failures"),
            Map.entry("rollout.sequential", "sequential_deployment"));

    private ApiFieldNames() {}

    static List<FieldError> translated(List<FieldError> errors) {
        return errors.stream()
                .map(e -> new FieldError(of(e.field()), e.message()))
                .toList();
    }

    static String of(String field) {
        Matcher index = INDEX.matcher(field);
        String name = NAMES.get(index.replaceFirst("[]"));
        if (name == null) {
            return field;
        }
        return index.reset().find() ? name.replace("[]", index.group()) : name;
    }
}

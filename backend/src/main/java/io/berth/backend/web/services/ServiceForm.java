package io.berth.backend.web.services;

import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.protocol.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service form exactly as it is shown and typed: texts, right or wrong.
 *
 * @param version the version of the service that the form was made from; empty for a new one
 */
public record ServiceForm(
        String name,
        String image,
        String tag,
        String count,
        List<PortRow> ports,
        List<VariableRow> variables,
        List<String> volumes,
        List<LinkRow> links,
        String command,
        String entrypoint,
        String memoryMegabytes,
        String restart,
        String runningSeconds,
        String startDeadlineSeconds,
        String stopGraceSeconds,
        String version) {

    /** What stands for the value of a secret, which is never shown. */
    public static final String HIDDEN = "********";

    /** @param publish one of {@code dynamic}, {@code fixed} and {@code no} */
    public record PortRow(String containerPort, String protocol, String publish, String hostPort) {
        static final PortRow EMPTY = new PortRow("", "tcp", "dynamic", "");
    }

    public record VariableRow(String key, String value, boolean secret) {
        static final VariableRow EMPTY = new VariableRow("", "", false);
    }

    /** @param service an id */
    public record LinkRow(String service, String alias) {
        static final LinkRow EMPTY = new LinkRow("", "");
    }

    static ServiceForm empty() {
        return of("", ServiceDefinition.of("", "latest"), 1, "");
    }

    static ServiceForm of(Service service) {
        return of(service.name(), service.definition(), service.targetCount(), String.valueOf(service.version()));
    }

    private static ServiceForm of(String name, ServiceDefinition definition, int count, String version) {
        Health health = definition.health();
        return new ServiceForm(
                name,
                definition.image(),
                definition.tag(),
                String.valueOf(count),
                definition.ports().stream().map(ServiceForm::row).toList(),
                definition.variables().stream()
                        .map(v -> new VariableRow(v.key(), v.secret() ? HIDDEN : v.value(), v.secret()))
                        .toList(),
                definition.volumes(),
                definition.links().stream()
                        .map(l -> new LinkRow(l.service().toString(), l.alias()))
                        .toList(),
                textOf(definition.command()),
                textOf(definition.entrypoint()),
                textOf(definition.memoryMegabytes()),
                definition.restart().name(),
                String.valueOf(health.runningSeconds()),
                String.valueOf(health.startDeadlineSeconds()),
                String.valueOf(health.stopGraceSeconds()),
                version);
    }

    private static PortRow row(ServiceDefinition.Port port) {
        String publish = !port.published() ? "no" : port.hostPort() == null ? "dynamic" : "fixed";
        return new PortRow(String.valueOf(port.containerPort()), port.protocol(), publish, textOf(port.hostPort()));
    }

    private static String textOf(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** One more empty row of that kind. */
    ServiceForm withRow(String kind) {
        return new ServiceForm(
                name,
                image,
                tag,
                count,
                kind.equals("ports") ? more(ports, PortRow.EMPTY) : ports,
                kind.equals("variables") ? more(variables, VariableRow.EMPTY) : variables,
                kind.equals("volumes") ? more(volumes, "") : volumes,
                kind.equals("links") ? more(links, LinkRow.EMPTY) : links,
                command,
                entrypoint,
                memoryMegabytes,
                restart,
                runningSeconds,
                startDeadlineSeconds,
                stopGraceSeconds,
                version);
    }

    private static <T> List<T> more(List<T> rows, T row) {
        List<T> all = new ArrayList<>(rows);
        all.add(row);
        return all;
    }

    /** Whether anything in the folded part differs from what it is by default. */
    public boolean advanced() {
        Health usual = Health.DEFAULT;
        return !entrypoint.isEmpty()
                || !restart.equals(RestartPolicy.NO.name())
                || !memoryMegabytes.isEmpty()
                || !runningSeconds.equals(String.valueOf(usual.runningSeconds()))
                || !startDeadlineSeconds.equals(String.valueOf(usual.startDeadlineSeconds()))
                || !stopGraceSeconds.equals(String.valueOf(usual.stopGraceSeconds()));
    }
}

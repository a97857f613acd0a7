package io.berth.backend.web.services;

import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.web.StrategyForm;
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
        String autodestroy,
        boolean hostNetwork,
        HealthForm health,
        StrategyForm strategy,
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

    /** With what every balancer needs: a port, and something to pass requests on to. */
    static ServiceForm ofNewBalancer() {
        ServiceDefinition definition =
                ServiceDefinition.ofBalancer(List.of(new ServiceDefinition.Port(80, "tcp", true, 80)));
        return of("", definition, 1, "").withRow("links");
    }

    static ServiceForm of(Service service) {
        return of(service.name(), service.definition(), service.targetCount(), String.valueOf(service.version()));
    }

    static ServiceForm of(String name, ServiceDefinition definition, int count, String version) {
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
                definition.autodestroy().name(),
                definition.hostNetwork(),
                HealthForm.of(definition.health()),
                StrategyForm.of(definition.rollout()),
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
                autodestroy,
                hostNetwork,
                health,
                strategy,
                version);
    }

    private static <T> List<T> more(List<T> rows, T row) {
        List<T> all = new ArrayList<>(rows);
        all.add(row);
        return all;
    }

    public boolean balancer() {
        return image.strip().equals(ServiceDefinition.BALANCER_IMAGE);
    }

    /** Whether anything among the further settings differs from what it is by default. */
    public boolean advanced() {
        return !entrypoint.isEmpty()
                || !restart.equals(RestartPolicy.NO.name())
                || !autodestroy.equals(Autodestroy.NO.name())
                || hostNetwork
                || !memoryMegabytes.isEmpty();
    }

    /** Whether anything about health and stopping does. */
    public boolean ownHealth() {
        return !health.equals(HealthForm.of(Health.DEFAULT));
    }

    /** Whether anything about the strategy does. */
    public boolean ownStrategy() {
        return !strategy.equals(StrategyForm.of(Rollout.DEFAULT));
    }
}

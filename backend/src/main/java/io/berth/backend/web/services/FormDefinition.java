package io.berth.backend.web.services;

import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.backend.web.Choices;
import io.berth.backend.web.Numbers;
import io.berth.backend.web.services.ServiceForm.PortRow;
import io.berth.protocol.RestartPolicy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a definition of a form. What is not even a number becomes one that no rule accepts, so that everything wrong with a
 * form is said at once, in the words of the one place that knows the rules.
 */
final class FormDefinition {

    private static final UUID NO_SERVICE = new UUID(0, 0);

    private FormDefinition() {}

    static ServiceDefinition of(ServiceForm form) {
        return new ServiceDefinition(
                form.image(),
                form.tag(),
                form.ports().stream().map(FormDefinition::port).toList(),
                form.variables().stream()
                        .map(row -> new Variable(row.key(), row.value(), row.secret()))
                        .toList(),
                form.volumes(),
                form.links().stream()
                        .map(row -> new Link(service(row.service()), row.alias()))
                        .toList(),
                nullIfEmpty(form.command()),
                nullIfEmpty(form.entrypoint()),
                form.memoryMegabytes().isEmpty() ? null : Integer.valueOf(Numbers.orNone(form.memoryMegabytes())),
                Choices.of(form.restart(), RestartPolicy.NO),
                Choices.of(form.autodestroy(), Autodestroy.NO),
                form.hostNetwork(),
                form.health().health(),
                form.strategy().rollout());
    }

    static int count(ServiceForm form) {
        return Numbers.orNone(form.count());
    }

    static long version(ServiceForm form) {
        try {
            return Long.parseLong(form.version());
        } catch (NumberFormatException e) {
            return -1; // a version that no service ever had
        }
    }

    private static Port port(PortRow row) {
        boolean published = !row.publish().equals("no");
        Integer hostPort = row.publish().equals("fixed") ? Integer.valueOf(Numbers.orNone(row.hostPort())) : null;
        return new Port(Numbers.orNone(row.containerPort()), row.protocol(), published, hostPort);
    }

    private static UUID service(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return NO_SERVICE;
        }
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}

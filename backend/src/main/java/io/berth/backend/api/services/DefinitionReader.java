package io.berth.backend.api.services;

import io.berth.backend.api.Fields;
import io.berth.backend.api.HealthCheck;
import io.berth.backend.api.Strategy;
import io.berth.backend.api.VariableAnswer;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.services.ImageReference;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.protocol.RestartPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a definition from what was sent. What was not sent stays as it is in the definition that is given. */
final class DefinitionReader {

    private static final Map<String, RestartPolicy> RESTART = new LinkedHashMap<>();

    static {
        RESTART.put("OFF", RestartPolicy.NO);
        RESTART.put("ON_FAILURE", RestartPolicy.ON_FAILURE);
        RESTART.put("ALWAYS", RestartPolicy.ALWAYS);
    }

    private static final Map<String, Autodestroy> AUTODESTROY = new LinkedHashMap<>();

    static {
        AUTODESTROY.put("OFF", Autodestroy.NO);
        AUTODESTROY.put("ON_SUCCESS", Autodestroy.ON_SUCCESS);
        AUTODESTROY.put("ALWAYS", Autodestroy.ALWAYS);
    }

    private static final Map<String, Boolean> HOST_NETWORK = new LinkedHashMap<>();

    static {
        HOST_NETWORK.put("bridge", false);
        HOST_NETWORK.put("host", true);
    }

    private static final UUID NONE = new UUID(0, 0);

    private final Fields body;
    private final ServiceDefinition present;
    private final Function<String, Optional<Service>> services;

    /**
     * @param present with its secrets masked
     * @param services finds a service by its name or address
     */
    DefinitionReader(Fields body, ServiceDefinition present, Function<String, Optional<Service>> services) {
        this.body = body;
        this.present = present;
        this.services = services;
    }

    /** The definition with every secret's value masked, which means: as it is. */
    static ServiceDefinition masked(ServiceDefinition definition) {
        return definition.withVariables(definition.variables().stream()
                .map(v -> v.secret() ? new Variable(v.key(), VariableAnswer.MASK, true) : v)
                .toList());
    }

    ServiceDefinition read() {
        ImageReference image = image();
        // Where containers are placed is Berth's own choice.
        body.ignore("tags");
        NotYet.refuse(body);
        return new ServiceDefinition(
                image.image(),
                image.tag(),
                body.list("container_ports", present.ports(), this::port),
                body.list("container_envvars", present.variables(), this::variable),
                body.list("bindings", present.volumes(), this::volume),
                body.list("linked_to_service", present.links(), this::link),
                body.optionalText("run_command", present.command()),
                body.optionalText("entrypoint", present.entrypoint()),
                memory(),
                choice("autorestart", RESTART, present.restart(), RestartPolicy.NO),
                choice("autodestroy", AUTODESTROY, present.autodestroy(), Autodestroy.NO),
                choice("net", HOST_NETWORK, present.hostNetwork(), false),
                body.object(
                        "health_check",
                        body.has("health_check") ? Health.DEFAULT : present.health(),
                        sent -> HealthCheck.read(sent, present.health())),
                rollout());
    }

    private ImageReference image() {
        ImageReference as = new ImageReference(present.image(), present.tag());
        if (!body.has("image")) {
            return as;
        }
        try {
            return ImageReference.parse(body.text("image", as.toString()));
        } catch (InvalidInputException e) {
            e.errors().forEach(error -> body.wrong("image", error.message()));
            return as;
        }
    }

    private Port port(Fields port) {
        port.ignore("port_name", "endpoint_uri", "uri_protocol");
        if (!port.has("inner_port")) {
            port.wrong("inner_port", "give the container's port");
        }
        Integer outer = port.optionalNumber("outer_port", null);
        boolean published = port.flag("published", false);
        return new Port(
                port.number("inner_port", 0),
                port.text("protocol", "tcp").toLowerCase(Locale.ROOT),
                published || outer != null,
                outer);
    }

    private Variable variable(Fields variable) {
        variable.ignore("origin");
        String key = variable.text("key", "");
        boolean known =
                present.variables().stream().anyMatch(v -> v.secret() && v.key().equals(key));
        boolean secret = variable.flag("secret", known);
        String value = variable.optionalText("value", null);
        boolean masked = VariableAnswer.MASK.equals(value);
        if (secret && known && value == null) {
            value = VariableAnswer.MASK;
        } else if (value == null) {
            variable.wrong("value", "give a value");
        } else if (masked && secret && !known) {
            variable.wrong("value", "give the value itself: " + VariableAnswer.MASK + " stands for one that is there");
        } else if (masked && !secret && known) {
            variable.wrong("value", "give the value itself: what is secret is never told");
        }
        return new Variable(key, value == null ? "" : value, secret);
    }

    private String volume(Fields binding) {
        binding.ignore("volume");
        for (String later : List.of("volumes_from", "volume_from")) {
            if (isSet(binding.given(later))) {
                binding.wrong(later, "using the volumes of another service is not possible yet: leave it out");
            }
        }
        if (isSet(binding.given("host_path"))) {
            binding.wrong("host_path", "mounting a directory of the host is not possible yet: leave it out");
        }
        if (!binding.flag("rewritable", true)) {
            binding.wrong("rewritable", "a volume that can only be read is not possible yet: leave it out");
        }
        return binding.text("container_path", "");
    }

    /** A link without a name goes by its target's. */
    private Link link(Fields link) {
        link.ignore("from_service");
        Optional<Service> target = services.apply(link.text("to_service", ""));
        if (target.isEmpty()) {
            link.wrong("to_service", "there is no such service in this team");
        }
        String alias = link.optionalText("name", null);
        String name =
                alias == null || alias.isBlank() ? target.map(Service::name).orElse("") : alias;
        return new Link(target.map(Service::id).orElse(NONE), name);
    }

    private @Nullable Integer memory() {
        Integer memory = body.optionalNumber("memory", present.memoryMegabytes());
        return memory != null && memory == 0 ? null : memory;
    }

    /** @param unset what null and an empty text mean */
    private <T> T choice(String field, Map<String, T> choices, T absent, T unset) {
        JsonNode node = body.given(field);
        if (node == null) {
            return absent;
        }
        return isSet(node) ? body.choice(field, choices, absent) : unset;
    }

    private Rollout rollout() {
        Rollout strategy = body.object(
                "rollout",
                body.has("rollout") ? Rollout.DEFAULT : present.rollout(),
                sent -> Strategy.read(sent, present.rollout()));
        return new Rollout(
                strategy.order(),
                strategy.parallelism(),
                strategy.drainSeconds(),
                strategy.onFailure(),
                strategy.maxFailures(),
                body.flag("sequential_deployment", present.rollout().sequential()));
    }

    private static boolean isSet(@Nullable JsonNode node) {
        return node != null
                && !node.isNull()
                && !(node.isString() && node.stringValue().isEmpty());
    }
}

package io.berth.backend.services;

import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Link;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.backend.services.ServiceDefinition.Variable;
import io.berth.protocol.RestartPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a definition must be like. Names the field of everything that is wrong, not only of the first. */
public final class DefinitionRules {

    static final int MOST_CONTAINERS = 100;
    static final int MOST_ENTRIES = 200;
    /** Linux gives up on a single variable beyond 128 KiB; half of it leaves room for what links copy. */
    static final int LONGEST_VALUE = 64 * 1024;

    static final int SMALLEST_MEMORY_MEGABYTES = 6;

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern URL_PATH = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z0-9+-]{2,12}|[1-9][0-9]?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_\\[\\]][A-Za-z0-9_.\\[\\]-]{0,254}");

    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionRules() {}

    static List<FieldError> check(
            @Nullable String name, int count, ServiceDefinition definition, Set<UUID> servicesOfTeam) {
        DefinitionRules rules = new DefinitionRules();
        if (name != null) {
            rules.name(name);
        }
        rules.count(count);
        rules.image(definition);
        rules.ports(definition.ports());
        rules.variables(definition.variables());
        rules.volumes(definition.volumes());
        rules.links(definition.links(), servicesOfTeam);
        rules.commands(definition);
        rules.memory(definition.memoryMegabytes());
        rules.health(definition.health(), definition.ports());
        rules.strategy(definition.rollout(), definition);
        rules.endings(definition);
        rules.balancer(definition);
        return List.copyOf(rules.errors);
    }

    static List<FieldError> checkCount(int count) {
        DefinitionRules rules = new DefinitionRules();
        rules.count(count);
        return List.copyOf(rules.errors);
    }

    /** Whether that definition could be deployed by this strategy instead of its own. */
    public static List<FieldError> checkRollout(Rollout rollout, ServiceDefinition definition) {
        DefinitionRules rules = new DefinitionRules();
        rules.strategy(rollout, definition);
        return List.copyOf(rules.errors);
    }

    private void name(String name) {
        if (!DNS_LABEL.matcher(name).matches()) {
            wrong(
                    "name",
                    "use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends:"
                            + " the name becomes a host name");
        }
    }

    private void count(int count) {
        if (count < 0 || count > MOST_CONTAINERS) {
            wrong("count", "choose a number from 0 to " + MOST_CONTAINERS);
        }
    }

    private void image(ServiceDefinition definition) {
        if (definition.image().isBlank()) {
            wrong("image", "name an image, such as registry.example/team/web");
        } else if (!ImageReference.isImage(definition.image())) {
            wrong(
                    "image",
                    "this is not an image name, such as registry.example/team/web (the tag has a field of its own)");
        }
        if (!ImageReference.isTag(definition.tag())) {
            wrong("tag", "use up to 128 letters, digits, dots, hyphens and underscores, such as 1.4 or latest");
        }
    }

    /** A balancer is the platform's own: what only an image of one's own could use is refused instead of ignored. */
    private void balancer(ServiceDefinition definition) {
        if (!definition.balancer()) {
            return;
        }
        if (definition.ports().stream()
                .noneMatch(p -> p.published() && p.protocol().equals("tcp"))) {
            wrong("ports", "a load balancer needs a published TCP port, such as 80");
        }
        if (definition.command() != null) {
            wrong("command", "a load balancer has a command of its own; leave this empty");
        }
        if (definition.entrypoint() != null) {
            wrong("entrypoint", "a load balancer has an entrypoint of its own; leave this empty");
        }
        if (!definition.volumes().isEmpty()) {
            wrong("volumes", "a load balancer keeps nothing; leave this empty");
        }
        if (definition.hostNetwork()) {
            wrong("hostNetwork", "a load balancer reaches containers on the team's own network; switch this off");
        }
    }

    private void ports(List<Port> ports) {
        tooMany("ports", ports.size());
        Set<String> inner = new HashSet<>();
        Set<String> outer = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            Port port = ports.get(i);
            String field = "ports[" + i + "]";
            boolean known = port.protocol().equals("tcp") || port.protocol().equals("udp");
            if (!known) {
                wrong(field + ".protocol", "choose tcp or udp");
            }
            if (!isPort(port.containerPort())) {
                wrong(field + ".containerPort", "choose a port from 1 to 65535");
            } else if (!inner.add(port.containerPort() + "/" + port.protocol())) {
                wrong(
                        field + ".containerPort",
                        "port " + port.containerPort() + "/" + port.protocol() + " is given twice");
            }
            if (port.hostPort() != null) {
                if (!isPort(port.hostPort())) {
                    wrong(field + ".hostPort", "choose a port from 1 to 65535, or leave it empty for a free one");
                } else if (!outer.add(port.hostPort() + "/" + port.protocol())) {
                    wrong(
                            field + ".hostPort",
                            "host port " + port.hostPort() + "/" + port.protocol() + " is given twice");
                }
            }
        }
    }

    private void variables(List<Variable> variables) {
        tooMany("variables", variables.size());
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            String field = "variables[" + i + "]";
            if (!VARIABLE.matcher(variable.key()).matches()) {
                wrong(field + ".key", "use letters, digits and underscores, with no digit first");
            } else if (!keys.add(variable.key())) {
                wrong(field + ".key", variable.key() + " is given twice");
            }
            if (variable.value().length() > LONGEST_VALUE) {
                wrong(
                        field + ".value",
                        "the value has %,d characters; at most %,d fit. Put larger content into a volume"
                                .formatted(variable.value().length(), LONGEST_VALUE));
            } else if (variable.value().indexOf('\0') >= 0) {
                wrong(field + ".value", "a value cannot hold a zero character");
            }
        }
    }

    private void volumes(List<String> volumes) {
        tooMany("volumes", volumes.size());
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            String path = volumes.get(i);
            String field = "volumes[" + i + "]";
            if (!path.startsWith("/") || path.equals("/") || path.length() > 512 || path.indexOf('\0') >= 0) {
                wrong(field, "give an absolute path below /, such as /var/lib/mysql");
            } else if (("/" + path + "/").contains("/../") || ("/" + path + "/").contains("/./")) {
                wrong(field, "give the path without . and .. parts");
            } else if (path.contains(":")) {
                wrong(field, "a path cannot hold a colon");
            } else if (!paths.add(VolumePaths.normal(path))) {
                wrong(field, path + " is given twice");
            }
        }
    }

    private void links(List<Link> links, Set<UUID> servicesOfTeam) {
        tooMany("links", links.size());
        Set<String> aliases = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            String field = "links[" + i + "]";
            if (!servicesOfTeam.contains(link.service())) {
                wrong(field + ".service", "there is no such service in this team");
            }
            if (!DNS_LABEL.matcher(link.alias()).matches()) {
                wrong(field + ".alias", "use lower-case letters, digits and hyphens: the alias becomes a host name");
            } else if (!aliases.add(link.alias())) {
                wrong(field + ".alias", link.alias() + " is given twice");
            }
        }
    }

    private void commands(ServiceDefinition definition) {
        commandLine("command", definition.command());
        commandLine("entrypoint", definition.entrypoint());
    }

    private void commandLine(String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            CommandLine.split(text);
        } catch (IllegalArgumentException e) {
            wrong(field, String.valueOf(e.getMessage()));
        }
    }

    private void memory(@Nullable Integer megabytes) {
        if (megabytes != null && megabytes < SMALLEST_MEMORY_MEGABYTES) {
            wrong(
                    "memoryMegabytes",
                    "give at least " + SMALLEST_MEMORY_MEGABYTES + " MB, or leave it empty for no limit");
        }
    }

    private void health(Health health, List<Port> ports) {
        checked(health, ports);
        within("health.runningSeconds", health.runningSeconds(), 0, 3600);
        within("health.startDeadlineSeconds", health.startDeadlineSeconds(), 1, 3600);
        within("health.stopGraceSeconds", health.stopGraceSeconds(), 0, 3600);
        if (health.runningSeconds() >= health.startDeadlineSeconds()) {
            wrong("health.runningSeconds", "must be shorter than the time that a container has to become healthy");
        }
    }

    private void checked(Health health, List<Port> ports) {
        boolean probed = health.check() == Check.TCP || health.check() == Check.HTTP;
        if (health.port() != null && !isPort(health.port())) {
            wrong("health.port", "choose a port from 1 to 65535");
        } else if (probed
                && health.port() == null
                && ports.stream().noneMatch(p -> p.protocol().equals("tcp"))) {
            wrong("health.port", "give the port that is to be checked: the service declares no TCP port");
        }
        String path = health.path();
        if (path != null
                && (!path.startsWith("/")
                        || path.length() > 1024
                        || !URL_PATH.matcher(path).matches())) {
            wrong("health.path", "give a path that begins with a slash, such as /health, without spaces");
        }
        String signal = health.stopSignal();
        if (signal != null && !SIGNAL.matcher(signal).matches()) {
            wrong("health.stopSignal", "name a signal, such as SIGTERM, SIGQUIT or SIGINT");
        }
    }

    private void strategy(Rollout rollout, ServiceDefinition definition) {
        if (rollout.parallelism() < 1 || rollout.parallelism() > MOST_CONTAINERS) {
            wrong("rollout.parallelism", "choose a number from 1 to " + MOST_CONTAINERS);
        }
        within("rollout.drainSeconds", rollout.drainSeconds(), 0, 3600);
        if (rollout.maxFailures() < 0 || rollout.maxFailures() > MOST_CONTAINERS) {
            wrong("rollout.maxFailures", "choose a number from 0 to " + MOST_CONTAINERS);
        }
        if (rollout.order() == Order.START_FIRST) {
            String what = exclusive(definition);
            if (what != null) {
                wrong(
                        "rollout.order",
                        "the new container cannot start before the old one has gone, because of " + what
                                + ": choose automatic or old first");
            }
        }
    }

    private static @Nullable String exclusive(ServiceDefinition definition) {
        if (!definition.volumes().isEmpty()) {
            return "the volume " + definition.volumes().getFirst();
        }
        if (definition.hostNetwork()) {
            return "the host's network";
        }
        if (definition.balancer()) {
            return null;
        }
        return definition.ports().stream()
                .filter(Port::exclusive)
                .findFirst()
                .map(port -> "the fixed host port " + port.hostPort())
                .orElse(null);
    }

    private void endings(ServiceDefinition definition) {
        if (definition.restart() == RestartPolicy.ALWAYS && definition.autodestroy() != Autodestroy.NO) {
            wrong("autodestroy", "a container that is always restarted never stays ended: choose no");
        }
        if (definition.hostNetwork() && definition.ports().stream().anyMatch(Port::published)) {
            wrong("hostNetwork", "on the host's network every port is the host's own: publish none");
        }
    }

    private void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            wrong(field, "choose a number of seconds from " + least + " to " + most);
        }
    }

    private void tooMany(String field, int size) {
        if (size > MOST_ENTRIES) {
            wrong(field, "at most " + MOST_ENTRIES + " entries fit");
        }
    }

    private static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    private void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}

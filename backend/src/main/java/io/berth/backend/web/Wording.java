package io.berth.backend.web;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.images.Guarantee;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How pages say times, sizes and what deployments do. Templates know it as {@code say}. */
@Component
public class Wording {

    private static final DateTimeFormatter ABSOLUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final int LONGEST_VALUE = 200;

    private final InstantSource clock;

    Wording(InstantSource clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public String iso(Instant at) {
        return at.toString();
    }

    public String at(Instant at) {
        return ABSOLUTE.format(at);
    }

    public String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** Such as {@code 5 min ago}; the day itself after a month. */
    public String ago(Instant at) {
        Duration past = Duration.between(at, clock.instant());
        long seconds = Math.max(0, past.toSeconds());
        if (seconds < 10) {
            return "just now";
        }
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (past.toMinutes() < 60) {
            return past.toMinutes() + " min ago";
        }
        if (past.toHours() < 24) {
            return past.toHours() + " h ago";
        }
        if (past.toDays() == 1) {
            return "yesterday";
        }
        return past.toDays() < 30 ? past.toDays() + " days ago" : DAY.format(at);
    }

    /** Such as {@code in 6 days}. */
    public String until(Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        long days = left.plusHours(12).toDays();
        if (days > 1) {
            return "in " + days + " days";
        }
        return left.toHours() > 1 ? "in " + left.toHours() + " h" : "in less than two hours";
    }

    /** How long it has lasted. */
    public String since(Instant from) {
        return duration(Duration.between(from, clock.instant()));
    }

    /** Such as {@code 12 s} or {@code 3 min 5 s}. */
    public String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return "under 1 s";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** Such as {@code 1.5 GB}, in steps of 1024. */
    public String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return "not measured yet";
        }
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int step = -1;
        while (size >= 1024 && step < 4) {
            size /= 1024;
            step++;
        }
        return String.format(Locale.ENGLISH, size < 10 ? "%.1f %cB" : "%.0f %cB", size, "KMGTP".charAt(step));
    }

    /** The first characters of a digest or image id: enough to tell two apart. */
    public String digest(String digest) {
        String bare = digest.substring(digest.indexOf(':') + 1);
        return bare.length() > 12 ? bare.substring(0, 12) : bare;
    }

    /** A value as it fits into a line: of digests the first characters, of long texts the beginning. */
    public String brief(String value) {
        if (value.startsWith("sha256:")) {
            return digest(value);
        }
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    /** What a definition says of a port: {@code 80→8080}, {@code auto→8080} or, if not published, {@code 8080}. */
    public String port(ServiceDefinition.Port port) {
        String inner = port.protocol().equals("tcp")
                ? "" + port.containerPort()
                : port.containerPort() + "/" + port.protocol();
        if (!port.published()) {
            return inner;
        }
        return (port.hostPort() == null ? "auto" : port.hostPort()) + "→" + inner;
    }

    public String sentence(String text) {
        return Sentences.of(text);
    }

    public String containers(int count) {
        return switch (count) {
            case 0 -> "no containers";
            case 1 -> "1 container";
            default -> count + " containers";
        };
    }

    /** The containers of a service in words, for whoever does not see the berths. */
    public String berths(Service service) {
        return "%d of %d running".formatted(service.runningCount(), service.targetCount());
    }

    /** What a deployment is called, such as {@code Redeploy #12}. */
    public String title(Deployment deployment) {
        return deployment.operation().label() + " #" + deployment.number();
    }

    /** What a deployment does or did, such as {@code Redeployed web}. */
    public String headline(Deployment deployment) {
        String service = subject(deployment);
        if (deployment.state() == DeploymentState.QUEUED) {
            return deployment.operation().label() + " of " + service;
        }
        if (!deployment.state().ended()) {
            return doing(deployment) + " " + service;
        }
        String done = switch (deployment.operation()) {
            case DEPLOY -> deployment.fromRevision() == null ? "Deployed " : "Redeployed ";
            case ROLLBACK -> "Rolled back ";
            case SCALE -> "Scaled ";
            case START -> "Started ";
            case STOP -> "Stopped ";
            case RESTART -> "Restarted ";
            case DESTROY -> "Autodestroyed containers of ";
            case TERMINATE -> "Terminated ";
            case CANARY -> "Started the canary ";
            case PROMOTE -> "Promoted the canary of ";
            case ABORT -> "Removed the canary ";
        };
        return deployment.state() == DeploymentState.SUCCEEDED
                ? done + service
                : deployment.operation().label() + " of " + service;
    }

    /** The service, or those of its containers that a deployment is about, such as {@code web-2}. */
    public String subject(Deployment deployment) {
        String service = deployment.serviceName();
        return deployment.slots().isEmpty()
                ? service
                : deployment.slots().stream()
                        .sorted()
                        .map(slot -> service + "-" + slot)
                        .collect(Collectors.joining(", "));
    }

    /** How far it is, such as {@code 1 of 3 done}. */
    public String progress(Deployment deployment) {
        String done = deployment.done() + " of " + deployment.total() + " done";
        return switch (deployment.state()) {
            case QUEUED -> queued(deployment.ahead());
            case RUNNING -> deployment.total() == 0 ? "Getting ready" : done;
            case PAUSED -> deployment.total() == 0 ? "Paused" : "Paused, " + done;
            case SUCCEEDED -> deployment.total() == 0 ? "Nothing to do" : done;
            case FAILED, ROLLED_BACK, CANCELLED, SUPERSEDED ->
                deployment.state().label();
        };
    }

    /** What a person may have to mend; null if nothing. That it is paused is said elsewhere. */
    public @Nullable String waitingFor(Deployment deployment) {
        String text = deployment.waitingFor();
        String paused = deployment.paused();
        if (text == null || deployment.state().ended()) {
            return null;
        }
        return paused != null && text.contains(paused) ? null : Sentences.of(text);
    }

    /** Such as {@code Waits for 2 others}. */
    public String queued(int ahead) {
        return switch (ahead) {
            case 0 -> "About to begin";
            case 1 -> "Waits for 1 other";
            default -> "Waits for " + ahead + " others";
        };
    }

    /** The reason first, then what became of everything; the ending often says both by itself. */
    public String outcome(Deployment deployment) {
        String reason = deployment.turned();
        String message = deployment.message();
        if (message == null || reason == null) {
            return Sentences.of(Objects.requireNonNullElse(message == null ? reason : message, ""));
        }
        return message.toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT))
                ? Sentences.of(message)
                : Sentences.of(reason) + " " + Sentences.of(message);
    }

    /** Such as {@code New first, 2 at a time, rolls back when one fails}. */
    public String strategy(Rollout rollout) {
        List<String> words = new ArrayList<>();
        words.add(
                switch (rollout.order()) {
                    case AUTO -> "Automatic order";
                    case START_FIRST -> "New first";
                    case STOP_FIRST -> "Old first";
                });
        words.add(rollout.parallelism() + " at a time");
        if (rollout.drainSeconds() > 0) {
            words.add(rollout.drainSeconds() + " s to drain");
        }
        if (rollout.sequential()) {
            words.add("starts one after the other");
        }
        String when = rollout.maxFailures() == 0 ? "one fails" : "more than " + rollout.maxFailures() + " fail";
        words.add(
                switch (rollout.onFailure()) {
                    case ROLL_BACK -> "rolls back when " + when;
                    case PAUSE -> "pauses when " + when;
                    case CONTINUE -> "goes on when " + when;
                });
        return String.join(", ", words);
    }

    /** What is checked to see whether a container is healthy, such as {@code GET :8080/health}. */
    public String check(Health health) {
        String port = health.port() == null ? "the first port" : "port " + health.port();
        return switch (health.check()) {
            case AUTO -> "Automatic";
            case DOCKER -> "The image’s own check";
            case TCP -> "Connects to " + port;
            case HTTP -> "GET %s on %s".formatted(health.path() == null ? "/" : health.path(), port);
            case RUNNING -> "Runs for %d s".formatted(health.runningSeconds());
        };
    }

    /** How far back a service can go, such as {@code Back within seconds: 5 · from the registry: 2 · lost: 1}. */
    public String guarantee(Guarantee guarantee) {
        List<String> words = new ArrayList<>();
        words.add("Back within seconds: " + guarantee.onNodes());
        words.add("from the registry: " + guarantee.inRegistry());
        words.add("lost: " + guarantee.lost());
        if (guarantee.unknown() > 0) {
            words.add("not known yet: " + guarantee.unknown());
        }
        return String.join(" · ", words);
    }

    /** Such as {@code About 40 s}, not more exact than a guess can be. */
    public String estimate(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 10) {
            return "About " + seconds + " s";
        }
        return seconds < 90 ? "About " + (seconds + 4) / 5 * 5 + " s" : "About " + (seconds + 59) / 60 + " min";
    }

    /** Such as {@code Redeploying}. */
    public String doing(Deployment deployment) {
        if (deployment.state() == DeploymentState.QUEUED) {
            return "Queued: " + deployment.operation().label().toLowerCase(Locale.ROOT);
        }
        switch (deployment.course()) {
            case BACK -> {
                return "Going back:";
            }
            case HALT -> {
                return "Coming to an end:";
            }
            case FORWARD -> {}
        }
        return switch (deployment.operation()) {
            case DEPLOY -> deployment.fromRevision() == null ? "Deploying" : "Redeploying";
            case ROLLBACK -> "Rolling back";
            case SCALE -> "Scaling";
            case START -> "Starting";
            case STOP -> "Stopping";
            case RESTART -> "Restarting";
            case DESTROY -> "Autodestroying containers of";
            case TERMINATE -> "Terminating";
            case CANARY -> "Starting the canary";
            case PROMOTE -> "Promoting the canary of";
            case ABORT -> "Removing the canary";
        };
    }

    /** Such as {@code Redeploying web: 3 containers.} */
    public String redeploying(Service service) {
        return "%s %s: %s."
                .formatted(
                        service.containers().isEmpty() ? "Deploying" : "Redeploying",
                        service.name(),
                        containers(service.targetCount()));
    }

    public String scaling(Service service) {
        return "Scaling %s to %s.".formatted(service.name(), containers(service.targetCount()));
    }
}

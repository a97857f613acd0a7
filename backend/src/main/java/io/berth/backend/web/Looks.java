package io.berth.backend.web;

import io.berth.backend.balancing.BalancerView;
import io.berth.backend.balancing.CertificateView;
import io.berth.backend.deployments.Course;
import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.images.Reach;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import io.berth.backend.volumes.Volume;
import io.berth.protocol.DiskSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * How states look: each is one of {@code good}, {@code busy}, {@code warn}, {@code bad} and {@code idle}, for which the styles
 * have a colour; {@code bad back} is bad that has been made good again, and {@code busy calm} has the colour without the
 * movement. Templates know it as {@code look}.
 */
@Component
public class Looks {

    /** More than these are told in words. */
    private static final int MOST_BERTHS = 24;

    /** Ended well, or by the signals that a stop sends. */
    private static final Set<Integer> ASKED_TO_STOP = Set.of(0, 137, 143);

    public String of(ServiceState state) {
        return switch (state) {
            case RUNNING -> "good";
            case STARTING, SCALING, REDEPLOYING, STOPPING, TERMINATING -> "busy";
            case PARTLY_RUNNING -> "warn";
            case NOT_RUNNING, STOPPED, TERMINATED -> "idle";
        };
    }

    public String of(ContainerState state) {
        return switch (state) {
            case RUNNING -> "good";
            case STARTING -> "busy";
            case UNHEALTHY -> "bad";
            case STOPPED, TERMINATED -> "idle";
        };
    }

    /** A container that ended by itself, with an error, looks worse than one that was stopped. */
    public String of(Container container) {
        if (container.failure() != null) {
            return "bad";
        }
        boolean crashed = container.state() == ContainerState.STOPPED
                && container.exitCode() != null
                && !ASKED_TO_STOP.contains(container.exitCode());
        return crashed ? "warn" : of(container.state());
    }

    public String of(BalancerView.State state) {
        return switch (state) {
            case SERVING -> "good";
            case JOINING -> "busy";
            case DRAINING -> "idle";
        };
    }

    public String of(CertificateView.State state) {
        return switch (state) {
            case AUTOMATIC -> "good";
            case BEING_ORDERED -> "busy";
            case FAILED -> "bad";
        };
    }

    public String of(DeploymentState state) {
        return switch (state) {
            case RUNNING -> "busy";
            case PAUSED -> "warn";
            case SUCCEEDED -> "good";
            case FAILED -> "bad";
            case ROLLED_BACK -> "bad back";
            case QUEUED, CANCELLED, SUPERSEDED -> "idle";
        };
    }

    public String of(Reach reach) {
        return switch (reach) {
            case ON_NODES -> "good";
            case IN_REGISTRY -> "busy calm";
            case LOST -> "bad";
            case UNKNOWN -> "idle";
        };
    }

    /** A disk that fills up. */
    public String of(DiskSpace disk) {
        int used = disk.percentUsed();
        return used >= 90 ? "bad" : used >= 80 ? "warn" : "good";
    }

    public String of(NodeState state) {
        return switch (state) {
            case READY -> "good";
            case UNREACHABLE -> "bad";
        };
    }

    public String of(Volume.State state) {
        return switch (state) {
            case PLANNED -> "busy";
            case CREATED -> "good";
            case MISSING -> "bad";
        };
    }

    public String of(DeploymentDetails.Level level) {
        return switch (level) {
            case INFO -> "idle";
            case GOOD -> "good";
            case BAD -> "bad";
        };
    }

    /** One look per slot: taken ones as their containers are, then free ones up to the number asked for. */
    public List<String> berths(Service service) {
        Map<Integer, List<Container>> bySlot =
                new TreeMap<>(service.containers().stream().collect(Collectors.groupingBy(Container::slot)));
        List<String> looks =
                new ArrayList<>(bySlot.values().stream().map(this::ofSlot).toList());
        while (looks.size() < service.targetCount()) {
            looks.add("free");
        }
        return looks.size() > MOST_BERTHS ? looks.subList(0, MOST_BERTHS) : looks;
    }

    /** While one container takes over from another, the slot is busy. */
    private String ofSlot(List<Container> containers) {
        if (containers.size() > 1) {
            return "busy";
        }
        Container only = containers.getFirst();
        return of(only) + (only.synchronised() ? "" : " behind");
    }

    /** Whether the ending of a deployment has to be explained. */
    public boolean needsWords(DeploymentState state) {
        return switch (state) {
            case FAILED, ROLLED_BACK, CANCELLED, SUPERSEDED -> true;
            case QUEUED, RUNNING, PAUSED, SUCCEEDED -> false;
        };
    }

    /** Whether a strategy still makes, or made, a difference to it. */
    public boolean strategyMatters(Deployment deployment) {
        boolean forward = deployment.state().ended() || deployment.course() == Course.FORWARD;
        return forward
                && switch (deployment.operation()) {
                    case DEPLOY, ROLLBACK, PROMOTE, RESTART, SCALE, START -> true;
                    case STOP, DESTROY, TERMINATE, CANARY, ABORT -> false;
                };
    }

    public String icon(String kind) {
        return switch (kind) {
            case "good" -> "circle-check";
            case "warn", "bad" -> "alert-triangle";
            case "bad back" -> "arrow-back-up";
            default -> "info-circle";
        };
    }
}

package io.berth.backend.deployments.preflight;

import io.berth.backend.images.ImageLook;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.NodeState;
import io.berth.backend.services.Revision;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a rollback, in words for people. */
public final class Obstacles {

    private Obstacles() {}

    /** @param look where the revision's image is; null if it has none, because it was never deployed */
    public static List<String> of(Service service, Revision target, @Nullable ImageLook look) {
        List<String> obstacles = new ArrayList<>();
        if (service.state() == ServiceState.TERMINATED || service.state() == ServiceState.TERMINATING) {
            obstacles.add(service.name() + " is terminated.");
        }
        if (look == null) {
            obstacles.add("Revision %d was never deployed: there is no exact image to go back to."
                    .formatted(target.number()));
            return obstacles;
        }
        look.nodes().stream()
                .map(ImageLook.OnNode::node)
                .filter(node -> node.state() != NodeState.READY)
                .map(node -> "The node " + node.name() + " does not answer.")
                .forEach(obstacles::add);
        if (look.nodes().isEmpty()) {
            obstacles.add("No node is ready.");
        }
        switch (look.reach()) {
            case LOST -> obstacles.add("The image is lost: " + lacking(look) + because(look));
            case UNKNOWN ->
                obstacles.add("It is not known whether the image can be had: " + lacking(look) + because(look));
            case ON_NODES, IN_REGISTRY -> {}
        }
        return obstacles;
    }

    private static String lacking(ImageLook look) {
        String without = names(look, Boolean.FALSE);
        String silent = names(look, null);
        if (without.isEmpty()) {
            return silent.isEmpty() ? "no node has it." : "it was not seen on " + silent + ".";
        }
        return "it is not on " + without + ".";
    }

    private static String names(ImageLook look, @Nullable Boolean there) {
        return look.nodes().stream()
                .filter(n -> Objects.equals(n.there(), there))
                .map(ImageLook.OnNode::node)
                .map(Node::name)
                .collect(Collectors.joining(", "));
    }

    private static String because(ImageLook look) {
        return look.problem() == null ? "" : " " + look.problem();
    }
}

package io.berth.backend.deployments.placement;

import io.berth.backend.deployments.rollout.Situation.NodeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the node of a slot: the one that holds its volumes, otherwise the ready one with the fewest containers.
 * The same situation always gives the same choice.
 */
public final class Placement {

    private final List<NodeView> nodes;
    private final Map<Integer, UUID> pins;

    /** @param pins slots whose volumes are on a node already */
    public Placement(List<NodeView> nodes, Map<Integer, UUID> pins) {
        this.nodes = nodes;
        this.pins = pins;
    }

    /** Any node that can be asked for something that does not matter where it is done. */
    public Optional<UUID> anyReady() {
        return leastLoaded().map(NodeView::id);
    }

    /** Where the next container of that slot goes, or why nowhere. */
    public Choice choose(int slot) {
        UUID pin = pins.get(slot);
        if (pin == null) {
            return leastLoaded()
                    .map(node -> new Choice(node.id(), "it has the fewest containers"))
                    .orElse(new Choice(null, "a node: none is ready"));
        }
        return nodes.stream()
                .filter(node -> node.id().equals(pin))
                .findFirst()
                .map(node -> node.ready()
                        ? new Choice(pin, "it holds the volume")
                        : new Choice(
                                null,
                                "node " + node.name() + ", which holds the volume of slot " + slot
                                        + ": it does not answer"))
                .orElse(new Choice(null, "the node that holds the volume of slot " + slot + ": it was removed"));
    }

    /** The same, once one more container is on that node. */
    public Placement withOneMoreOn(UUID node) {
        return new Placement(
                nodes.stream()
                        .map(n -> n.id().equals(node) ? new NodeView(n.id(), n.name(), n.ready(), n.load() + 1) : n)
                        .toList(),
                pins);
    }

    private Optional<NodeView> leastLoaded() {
        return nodes.stream()
                .filter(NodeView::ready)
                .min(Comparator.comparingInt(NodeView::load).thenComparing(NodeView::name));
    }

    /**
     * @param node null if the slot cannot be placed now
     * @param reason why this node, or what is waited for
     */
    public record Choice(@Nullable UUID node, String reason) {}
}

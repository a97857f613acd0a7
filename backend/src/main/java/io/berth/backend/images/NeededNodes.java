package io.berth.backend.images;

import io.berth.backend.nodes.Node;
import java.util.List;

/**
 * Where a service's image has to be.
 *
 * @param nodes those that hold its slots; if none does, all that could
 * @param anyWillDo whether one of them is enough, because no slot is anywhere yet
 */
record NeededNodes(List<Node> nodes, boolean anyWillDo) {}

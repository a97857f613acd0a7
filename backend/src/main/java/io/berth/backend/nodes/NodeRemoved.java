package io.berth.backend.nodes;

import java.util.UUID;

/** A node is taken out. Published inside the transaction that does it: a listener that throws prevents it. */
public record NodeRemoved(UUID nodeId) {}

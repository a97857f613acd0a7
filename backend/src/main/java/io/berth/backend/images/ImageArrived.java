package io.berth.backend.images;

import java.util.UUID;

/** An image was brought to a node: what else is known of it will be learned at the next beat. */
record ImageArrived(UUID nodeId) {}

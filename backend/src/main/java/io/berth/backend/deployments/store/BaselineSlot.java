package io.berth.backend.deployments.store;

import java.util.UUID;

/** What a slot held when the deployment began. */
record BaselineSlot(int slot, UUID revision, UUID node, boolean running) {}

package io.berth.backend.deployments;

import java.util.UUID;

/** A deployment was asked for or cancelled: its next round is due as soon as the transaction is through. */
record DeploymentDue(UUID deploymentId) {}

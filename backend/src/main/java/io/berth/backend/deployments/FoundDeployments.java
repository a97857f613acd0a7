package io.berth.backend.deployments;

import java.util.List;

/**
 * Some of the deployments that were looked for, the newest first.
 *
 * @param total how many match
 */
public record FoundDeployments(long total, List<Deployment> deployments) {}

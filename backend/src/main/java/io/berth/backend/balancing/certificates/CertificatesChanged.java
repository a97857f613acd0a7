package io.berth.backend.balancing.certificates;

import java.util.UUID;

/** The balancers of a team have something new to show or to answer. Published inside the transaction that changes it. */
public record CertificatesChanged(UUID team) {}

package io.berth.simulation;

import io.berth.simulation.Tables.DeploymentRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Everything that there is in one simulation. */
final class World {

    final Chance chance;
    final Trace trace;
    final Plant plant;
    final Coverage coverage;
    final Scheduler scheduler;
    final Ids ids = new Ids();
    final Tables tables = new Tables();
    final Registry registry = new Registry();
    final Map<UUID, Host> hosts = new LinkedHashMap<>();
    final Programs programs;
    final Invariants invariants;
    final Link link;
    final ControlPlane controlPlane;
    /** Nothing goes wrong any more. */
    boolean calm;

    World(long seed, Plant plant, Trace trace, Coverage coverage) {
        this.chance = new Chance(seed);
        this.trace = trace;
        this.plant = plant;
        this.coverage = coverage;
        this.scheduler = new Scheduler(trace);
        this.programs = new Programs(this);
        this.invariants = new Invariants(this);
        this.link = new Link(this);
        this.controlPlane = new ControlPlane(this);
    }

    /** Something has gone wrong: it is counted for every deployment that is not over. */
    void happened(FaultKind kind) {
        trace.note("FAULT", kind.label());
        tables.services.values().stream().flatMap(s -> s.open()).forEach(d -> {
            coverage.count(d.state, kind);
            d.faults.add(kind);
        });
    }

    /** A deployment has ended: what went wrong on its way is counted for how it ended. */
    void ended(DeploymentRow d) {
        d.faults.forEach(kind -> coverage.count(d.state, kind));
        coverage.ended();
    }
}

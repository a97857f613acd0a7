package io.berth.simulation;

import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Operation;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.simulation.Definitions.Sort;
import io.berth.simulation.Tables.DeploymentRow;
import io.berth.simulation.Tables.RevisionRow;
import io.berth.simulation.Tables.ServiceRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People who click on everything at any moment. */
final class Users {

    private final World world;
    private final Requests requests;
    private final Definitions definitions;
    private final Map<ServiceRow, Sort> sorts = new LinkedHashMap<>();

    Users(World world) {
        this.world = world;
        this.requests = world.controlPlane.requests();
        this.definitions = new Definitions(world.chance, world.registry);
    }

    void makeService(String name) {
        Chance chance = world.chance;
        Sort sort = chance.among(
                Sort.PLAIN,
                Sort.PLAIN,
                Sort.WITH_VOLUME,
                Sort.WITH_VOLUME,
                Sort.WITH_VOLUME,
                Sort.WITH_FIXED_PORT,
                chance.oneIn(2) ? Sort.ENDING : Sort.PLAIN);
        ServiceRow service = new ServiceRow(world.ids.next(), name);
        service.targetCount = count(sort);
        world.tables.services.put(service.id, service);
        sorts.put(service, sort);
        service.latestRevision = service.add(
                        world.ids.next(), definitions.of(name, sort, chance.oneIn(8) ? bad() : Behaviour.GOOD))
                .number;
    }

    private Behaviour bad() {
        return world.chance.among(
                Behaviour.NEVER_HEALTHY, Behaviour.EXITS_AT_ONCE, Behaviour.FLAPS, Behaviour.DIES_LATER);
    }

    private int count(Sort sort) {
        return sort == Sort.WITH_FIXED_PORT ? world.chance.below(2) : world.chance.between(0, 5);
    }

    /** Clicks until things calm down. */
    void clickOn(ServiceRow service, long between) {
        world.scheduler.after(world.chance.between(100, (int) between), "click", () -> {
            if (world.calm) {
                return;
            }
            try {
                click(service);
            } catch (DatabaseAway e) {
                world.trace.note("refused", service.name);
            }
            clickOn(service, between);
        });
    }

    private void click(ServiceRow service) {
        List<DeploymentRow> open = service.open().toList();
        if (!open.isEmpty() && world.chance.percent(60)) {
            intervene(world.chance.of(open));
        } else {
            ask(service);
        }
    }

    private void intervene(DeploymentRow d) {
        int choice = world.chance.below(100);
        if (d.state == DeploymentState.PAUSED && choice < 45) {
            if (choice < 25) {
                requests.resume(d);
            } else if (choice < 35) {
                requests.rollBack(d);
            } else {
                requests.cancel(d);
            }
            return;
        }
        if (choice < 18) {
            requests.cancel(d);
        } else if (choice < 32) {
            requests.rollBack(d);
        } else if (choice < 56) {
            requests.pause(d);
        } else if (choice < 70) {
            requests.changeStrategy(d, strategy(d.service));
        } else {
            ask(d.service);
        }
    }

    private Rollout strategy(ServiceRow service) {
        Rollout drawn = definitions.rollout();
        boolean exclusive = service.revisions.stream().anyMatch(Situations::exclusive);
        return exclusive && drawn.order() == Order.START_FIRST ? Rollout.DEFAULT : drawn;
    }

    private WhenBusy whenBusy() {
        return world.chance.among(
                WhenBusy.QUEUE,
                WhenBusy.QUEUE,
                WhenBusy.QUEUE,
                WhenBusy.SUPERSEDE,
                WhenBusy.SUPERSEDE,
                WhenBusy.REFUSE);
    }

    private void ask(ServiceRow service) {
        Chance chance = world.chance;
        int choice = chance.below(100);
        if (choice < 42) {
            if (chance.percent(70)) {
                requests.change(
                        service, definitions.of(service.name, sort(service), chance.oneIn(4) ? bad() : Behaviour.GOOD));
            } else if (chance.oneIn(3)) {
                republish(service);
            }
            requests.ask(service, Operation.DEPLOY, whenBusy(), Set.of(), chance.oneIn(4) ? strategy(service) : null);
        } else if (choice < 54) {
            rollback(service);
        } else if (choice < 66) {
            requests.scale(service, count(sort(service)), whenBusy());
        } else if (choice < 74) {
            requests.ask(service, Operation.START, whenBusy(), Set.of(), null);
        } else if (choice < 81) {
            requests.ask(service, Operation.STOP, whenBusy(), Set.of(), null);
        } else if (choice < 90) {
            requests.ask(service, Operation.RESTART, whenBusy(), Set.of(), null);
        } else if (choice < 98) {
            if (service.targetCount > 0) {
                requests.ask(
                        service,
                        chance.among(Operation.DEPLOY, Operation.START, Operation.STOP),
                        whenBusy(),
                        Set.of(chance.between(1, service.targetCount)),
                        null);
            }
        } else {
            requests.ask(service, Operation.TERMINATE, whenBusy(), Set.of(), null);
        }
    }

    /** The tag is pushed again: from now on it means another image. */
    private void republish(ServiceRow service) {
        String reference = service.revision(service.latestRevision).definition.reference();
        world.registry.publish(reference, world.chance.oneIn(4) ? bad() : Behaviour.GOOD, List.of());
    }

    private void rollback(ServiceRow service) {
        Stream<RevisionRow> sealed = service.revisions.stream().filter(r -> r.image != null);
        List<RevisionRow> choices = sealed.toList();
        if (!choices.isEmpty()) {
            requests.rollback(service, world.chance.of(choices).number, whenBusy());
        }
    }

    private Sort sort(ServiceRow service) {
        Sort sort = sorts.get(service);
        if (sort == null) {
            throw new IllegalStateException("no service " + service.name);
        }
        return sort;
    }

    /** Decides what becomes of a deployment that waits for a person. */
    void decide(DeploymentRow d) {
        switch (world.chance.below(3)) {
            case 0 -> requests.resume(d);
            case 1 -> requests.rollBack(d);
            default -> requests.cancel(d);
        }
    }

    /** A last deployment of each service, of an image that works. */
    void deployForGood() {
        for (ServiceRow service : world.tables.services.values()) {
            if (!service.terminated) {
                requests.change(service, definitions.of(service.name, sort(service), Behaviour.GOOD));
                requests.ask(service, Operation.DEPLOY, WhenBusy.QUEUE, Set.of(), null);
            }
        }
    }

    @Nullable
    Sort sortOf(ServiceRow service) {
        return sorts.get(service);
    }
}

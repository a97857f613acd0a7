package io.berth.simulation;

import io.berth.backend.services.ServiceDefinition;
import io.berth.backend.services.ServiceDefinition.Autodestroy;
import io.berth.backend.services.ServiceDefinition.Check;
import io.berth.backend.services.ServiceDefinition.Health;
import io.berth.backend.services.ServiceDefinition.OnFailure;
import io.berth.backend.services.ServiceDefinition.Order;
import io.berth.backend.services.ServiceDefinition.Port;
import io.berth.backend.services.ServiceDefinition.Rollout;
import io.berth.protocol.RestartPolicy;
import java.util.List;

/** Draws definitions of services. */
final class Definitions {

    private final Chance chance;
    private final Registry registry;
    private int tags;

    Definitions(Chance chance, Registry registry) {
        this.chance = chance;
        this.registry = registry;
    }

    /** What a service is, whatever its revisions change. */
    enum Sort {
        PLAIN,
        WITH_VOLUME,
        WITH_FIXED_PORT,
        ENDING
    }

    ServiceDefinition of(String name, Sort sort, Behaviour behaviour) {
        String repository = "registry.sim/" + name;
        String tag = "v" + ++tags;
        registry.publish(repository + ":" + tag, sort == Sort.ENDING ? ending(behaviour) : behaviour, List.of());
        Rollout rollout = rollout();
        boolean exclusive = sort == Sort.WITH_VOLUME || sort == Sort.WITH_FIXED_PORT;
        if (exclusive && rollout.order() == Order.START_FIRST) {
            rollout = withOrder(rollout, Order.AUTO);
        }
        return new ServiceDefinition(
                repository,
                tag,
                ports(name, sort),
                List.of(),
                sort == Sort.WITH_VOLUME ? volumes() : List.of(),
                List.of(),
                null,
                null,
                null,
                sort == Sort.ENDING
                        ? RestartPolicy.NO
                        : chance.among(
                                RestartPolicy.ALWAYS, RestartPolicy.ALWAYS, RestartPolicy.ON_FAILURE, RestartPolicy.NO),
                sort == Sort.ENDING ? chance.among(Autodestroy.ON_SUCCESS, Autodestroy.ALWAYS) : Autodestroy.NO,
                false,
                health(),
                rollout);
    }

    private Behaviour ending(Behaviour behaviour) {
        return behaviour == Behaviour.GOOD ? Behaviour.ENDS_WELL : behaviour;
    }

    private static List<Port> ports(String name, Sort sort) {
        return sort == Sort.WITH_FIXED_PORT
                ? List.of(new Port(80, "tcp", true, 8000 + name.charAt(name.length() - 1)))
                : List.of(new Port(80, "tcp", true, null));
    }

    private List<String> volumes() {
        return chance.oneIn(4) ? List.of("/data", "/log") : List.of("/data");
    }

    private Health health() {
        Check check = chance.among(Check.DOCKER, Check.TCP, Check.HTTP, Check.RUNNING);
        return new Health(check, null, null, 1, chance.between(3, 5), chance.between(1, 2), null);
    }

    Rollout rollout() {
        return new Rollout(
                chance.among(Order.AUTO, Order.AUTO, Order.START_FIRST, Order.STOP_FIRST),
                chance.between(1, 3),
                chance.oneIn(3) ? chance.between(1, 3) : 0,
                chance.among(
                        OnFailure.ROLL_BACK, OnFailure.ROLL_BACK, OnFailure.PAUSE, OnFailure.PAUSE, OnFailure.CONTINUE),
                chance.oneIn(3) ? chance.between(1, 2) : 0,
                chance.oneIn(4));
    }

    private static Rollout withOrder(Rollout rollout, Order order) {
        return new Rollout(
                order,
                rollout.parallelism(),
                rollout.drainSeconds(),
                rollout.onFailure(),
                rollout.maxFailures(),
                rollout.sequential());
    }
}

package io.berth.backend.balancing;

import io.berth.backend.audit.Changed;
import io.berth.backend.balancing.certificates.Certificates;
import io.berth.backend.services.Containers;
import io.berth.protocol.BalancerSetup.Counters;
import io.berth.protocol.BalancerSetup.Seen;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what balancers answer. */
@Component
@Transactional
class BalancerAnswers {

    static final Duration NOW_AND_THEN = Duration.ofSeconds(3);
    private static final Duration WHILE_SOMETHING_COMES = Duration.ofMillis(150);
    private static final Duration WHILE_SOMETHING_GOES = Duration.ofMillis(300);
    private static final Duration COMES_WITHIN = Duration.ofSeconds(15);

    private final BalancerRows rows;
    private final Containers containers;
    private final Certificates certificates;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    BalancerAnswers(
            BalancerRows rows,
            Containers containers,
            Certificates certificates,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.containers = containers;
        this.certificates = certificates;
        this.events = events;
        this.clock = clock;
    }

    /** @return after how long the balancer is to be asked again, if nothing happens before */
    Duration configured(RunningBalancer balancer, PlannedSetup planned, JobResult.BalancerConfigured answer) {
        rows.answered(balancer.container(), clock.instant(), null);
        certificates.answering(balancer.container(), planned.tokens());
        Map<String, List<Seen>> byName =
                answer.servers().stream().collect(Collectors.groupingBy(BalancerAnswers::target));
        Map<UUID, String> names =
                planned.listed().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Map<UUID, Balanced> before = known(balancer);
        Map<String, List<Seen>> justBefore =
                answer.before().stream().collect(Collectors.groupingBy(BalancerAnswers::target));
        Map<UUID, Counters> counted = rows.counted(balancer.container());
        Map<UUID, Map<UUID, Counters>> more = new TreeMap<>();
        Set<UUID> changed = new TreeSet<>();
        Duration again = NOW_AND_THEN;
        boolean counting = false;
        for (UUID container : planned.known()) {
            Balanced was = before.get(container);
            if (was == null) {
                continue;
            }
            String listed = names.get(container);
            String name = listed != null ? listed : containers.row(container).engineName();
            List<Seen> now = byName.getOrDefault(name, List.of());
            Counters added = Counting.added(
                    counted.getOrDefault(container, Counting.NOTHING),
                    justBefore.getOrDefault(name, List.of()),
                    now,
                    answer.reloaded());
            if (!added.equals(Counting.NOTHING)) {
                more.computeIfAbsent(containers.row(container).serviceId(), _ -> new HashMap<>())
                        .put(container, added);
            }
            if (now.isEmpty() && !names.containsKey(container)) {
                rows.gone(balancer.container(), container);
                changed.add(containers.row(container).serviceId());
                continue;
            }
            Balanced is = Judgement.of(was, now, answer.formerAtWork(), clock.instant());
            counting |= rows.seen(is, Counting.sum(now));
            again = shorter(again, askAgain(is, names.containsKey(container)));
            if ((is.serving() == null) != (was.serving() == null)
                    || is.draining() != was.draining()
                    || !is.found().equals(was.found())) {
                changed.add(containers.row(container).serviceId());
            }
        }
        more.forEach((service, added) -> events.publishEvent(new RequestsCounted(service, added)));
        tell(balancer, changed, counting);
        return again;
    }

    /** It could not even be found out what the balancer is to run. */
    void unplanned(RunningBalancer balancer, String why) {
        rows.answered(balancer.container(), clock.instant(), why);
        events.publishEvent(new Changed(balancer.team(), "service-" + balancer.service()));
    }

    void refused(RunningBalancer balancer, PlannedSetup planned, String why) {
        rows.answered(balancer.container(), clock.instant(), why);
        Map<UUID, Balanced> before = known(balancer);
        Map<UUID, Counters> counted = rows.counted(balancer.container());
        Set<UUID> changed = new TreeSet<>();
        for (UUID container : planned.listed().values()) {
            Balanced was = before.get(container);
            if (was != null && was.serving() == null && !was.found().equals(why)) {
                rows.seen(
                        new Balanced(
                                was.balancer(),
                                container,
                                was.told(),
                                was.answered() == null ? clock.instant() : was.answered(),
                                null,
                                was.draining(),
                                why,
                                was.sessions()),
                        counted.getOrDefault(container, Counting.NOTHING));
                changed.add(containers.row(container).serviceId());
            }
        }
        tell(balancer, changed, true);
    }

    /** Where a container serves on several ports, each is a server of its own. */
    private static String target(Seen server) {
        int colon = server.name().indexOf(':');
        return colon < 0 ? server.name() : server.name().substring(0, colon);
    }

    private Map<UUID, Balanced> known(RunningBalancer balancer) {
        return rows.at(balancer.container()).stream()
                .collect(Collectors.toMap(Balanced::container, Function.identity()));
    }

    /** What is under way is looked at often, what does not get on only now and then. */
    private Duration askAgain(Balanced is, boolean listed) {
        if (is.draining() || !listed) {
            return WHILE_SOMETHING_GOES;
        }
        boolean fresh = clock.instant().isBefore(is.told().plus(COMES_WITHIN));
        return is.serving() == null && fresh ? WHILE_SOMETHING_COMES : NOW_AND_THEN;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void tell(RunningBalancer balancer, Set<UUID> changed, boolean counting) {
        changed.forEach(service -> events.publishEvent(new BalancingChanged(service)));
        if (counting || !changed.isEmpty()) {
            events.publishEvent(new Changed(balancer.team(), "service-" + balancer.service()));
        }
    }
}

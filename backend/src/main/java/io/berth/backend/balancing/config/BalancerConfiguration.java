package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the configuration of a balancer from its settings and those of the services that it is linked to. The same input, in
 * whatever order, always gives the same text.
 */
public final class BalancerConfiguration {

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Settings balancer;
    private final AutomaticCertificates automatic;
    private final Tls tls;
    private final MonitorPage monitor;
    private final StatsPage stats;
    private final BasicAuth auth;
    private final ProcessSections process;
    private final String controlAddress;
    private final List<Frontend> frontends;
    private final List<BackendSection> backends;

    private BalancerConfiguration(BalancerInput input) {
        balancer = new Settings(null, input.variables(), problems);
        List<Linked> services = input.links().stream()
                .sorted(Comparator.comparing(BalancerLink::alias).thenComparing(BalancerLink::id))
                .map(service -> Linked.read(service, problems))
                .toList();
        automatic = new AutomaticCertificates(balancer, services, input.ports(), input.issued());
        tls = Tls.of(balancer, services.stream().map(Linked::settings).toList(), automatic.present());
        monitor = new MonitorPage(balancer);
        stats = new StatsPage(balancer, input.ports());
        auth = new BasicAuth(balancer);
        process = new ProcessSections(balancer, input.controlAddress());
        controlAddress = input.controlAddress();
        Map<Integer, String> own = Map.of(ProcessSections.CONTROL_PORT, "its own commands");
        frontends = new Routing(balancer, services, tls, automatic, own, input.ports()).frontends();
        backends = Routing.pools(frontends).stream()
                .map(pool -> new BackendSection(pool, balancer, auth, automatic))
                .toList();
    }

    public static Plan of(BalancerInput input) {
        BalancerConfiguration configuration = new BalancerConfiguration(input);
        BalancerSetup setup = configuration.setup();
        return new Plan(
                setup,
                List.copyOf(configuration.problems),
                configuration.places(input),
                configuration.routed(),
                configuration.automatic.ordered());
    }

    private BalancerSetup setup() {
        SortedMap<String, String> files = new TreeMap<>(tls.files());
        if (parks()) {
            files.put(Parking.FILE, Parking.program());
        }
        String structure = Structure.of(text("", false), files);
        files.put(BalancerSetup.MAIN_FILE, text(structure, true));
        List<BalancerSetup.Server> servers = backends.stream()
                .flatMap(backend -> Stream.concat(
                        backend.servers().entries().stream().map(PoolServers.Entry::server),
                        backend.parking().marks().stream()))
                .toList();
        return new BalancerSetup(structure, ProcessSections.CONTROL_PORT, files, servers, controlAddress);
    }

    private boolean parks() {
        return backends.stream().anyMatch(backend -> backend.parking().wanted());
    }

    private String text(String structure, boolean allServers) {
        ConfigText text = new ConfigText();
        process.write(text, structure);
        if (parks()) {
            Parking.writeProgram(text);
        }
        auth.write(text);
        monitor.write(text, frontends);
        stats.write(text, takenPorts());
        FrontendSection section = new FrontendSection(balancer, tls, automatic, process.maxconn(), monitor);
        frontends.forEach(frontend -> section.write(text, frontend));
        backends.forEach(backend -> backend.write(text, allServers));
        return text.toString();
    }

    private Set<Integer> takenPorts() {
        Set<Integer> taken = new HashSet<>(List.of(ProcessSections.CONTROL_PORT, monitor.port()));
        frontends.forEach(frontend -> taken.add(frontend.port()));
        return taken;
    }

    private Set<UUID> routed() {
        return Routing.pools(frontends).stream()
                .flatMap(pool -> pool.members().stream())
                .map(member -> member.linked().service().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, List<Plan.Place>> places(BalancerInput input) {
        SortedMap<String, List<Plan.Place>> places = new TreeMap<>();
        input.links().stream()
                .flatMap(service -> service.targets().stream())
                .forEach(target -> places.put(target.name(), new ArrayList<>()));
        for (BackendSection backend : backends) {
            PoolServers servers = backend.servers();
            for (PoolServers.Entry entry : servers.entries()) {
                BalancerSetup.Server server = entry.server();
                places.computeIfAbsent(entry.target(), name -> new ArrayList<>())
                        .add(new Plan.Place(server.backend(), server.name()));
            }
        }
        return places;
    }
}

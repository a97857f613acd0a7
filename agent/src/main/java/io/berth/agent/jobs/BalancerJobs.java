package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.Executed;
import io.berth.protocol.BalancerSetup;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a running HAProxy what it is to be: looks at what it is, and does what is missing. The files always come first, so that
 * one that ends at any moment starts anew as it was last wanted.
 */
final class BalancerJobs {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(5);
    private static final Duration RELOADS_WITHIN = Duration.ofSeconds(10);
    private static final Duration SERVERS_GO_WITHIN = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private static final int LAST_LINES = 20;

    /**
     * Not by the engine, which takes whatever signal for a stop: it never restarts a container after one if its image names no
     * stop signal.
     */
    private static final List<String> RELOAD = List.of("bash", "-c", "kill -USR2 1");

    /** Besides the master and its present worker there are those that a reload has left to end what they had begun. */
    private static final List<String> FORMER_AT_WORK = List.of("bash", "-c", """
            n=0
            for comm in /proc/[0-9]*/comm; do
              read -r name 2>/dev/null <"$comm" && [[ $name == haproxy ]] && n=$((n + 1))
            done
            ((n > 2))
            """);

    private final Engine engine;
    private final OwnContainers own;
    private final HaproxyFiles files;
    private final HaproxyBegin begin;
    private final InstantSource clock;
    private final Pause pause;

    BalancerJobs(Engine engine, OwnContainers own, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.own = own;
        this.files = new HaproxyFiles(engine);
        this.begin = new HaproxyBegin(engine, files);
        this.clock = clock;
        this.pause = pause;
    }

    JobResult configure(Job.ConfigureBalancer job) {
        ContainerObservation container = running(job.containerName());
        String engineId = container.engineId();
        BalancerSetup setup = job.setup();
        if (Holders.of(container) != null) {
            begin.ensure(engineId, setup);
        }
        HaproxyControl haproxy =
                new HaproxyControl(engine, engineId, setup.controlAddress(), setup.controlPort(), clock, pause);
        // One that does not answer may have been told another port: a reload helps it, too.
        Optional<HaproxyReading> found = haproxy.await(_ -> true, STARTS_WITHIN);
        Optional<HaproxyReading> present = found.filter(runs(setup));
        HaproxyReading reading;
        if (present.isPresent()) {
            files.write(engineId, setup.files());
            reading = present.get();
        } else {
            reading = load(engineId, setup, haproxy);
        }
        reading = bringServers(setup, haproxy, reading);
        List<BalancerSetup.Seen> seen = reading.seen();
        boolean somethingDrains = seen.stream().anyMatch(BalancerSetup.Seen::draining);
        return new JobResult.BalancerConfigured(
                reading.structure(),
                present.isEmpty(),
                seen,
                somethingDrains && formerAtWork(engineId),
                found.map(HaproxyReading::seen).orElse(List.of()));
    }

    private boolean formerAtWork(String engineId) {
        return engine.exec(engineId, FORMER_AT_WORK).exitCode() == 0;
    }

    private ContainerObservation running(String name) {
        ContainerObservation container = own.require(name).observation();
        if (container.state() != State.RUNNING) {
            throw new JobFailedException(FailureCode.CONTAINER_MISSING, "The container " + name + " does not run.");
        }
        return container;
    }

    private static Predicate<HaproxyReading> runs(BalancerSetup setup) {
        return reading -> reading.structure().equals(setup.structure());
    }

    private HaproxyReading load(String engineId, BalancerSetup setup, HaproxyControl haproxy) {
        engine.copyInto(engineId, HaproxyCandidate.of(setup.files()));
        Executed check = engine.exec(engineId, HaproxyCandidate.CHECK);
        if (check.exitCode() != 0) {
            throw HaproxyControl.refused("the configuration: " + HaproxyCandidate.complaints(check.output()));
        }
        Map<String, String> before = files.present(engineId, setup.files().keySet());
        files.write(engineId, setup.files());
        Executed signal = engine.exec(engineId, RELOAD);
        if (signal.exitCode() != 0) {
            throw HaproxyControl.refused(
                    "to load its configuration: " + signal.output().strip());
        }
        return haproxy.await(runs(setup), RELOADS_WITHIN).orElseThrow(() -> notLoaded(engineId, before));
    }

    /** What is right by itself may not work here, such as a port that is taken. The one that ran runs on, so its files return. */
    private JobFailedException notLoaded(String engineId, Map<String, String> before) {
        files.write(engineId, before);
        String lastLines = LastWords.bounded(engine.lastLogLines(engineId, LAST_LINES));
        return new JobFailedException(
                FailureCode.BALANCER_REFUSED,
                "HAProxy did not load its configuration within " + RELOADS_WITHIN.toSeconds() + " s: "
                        + HaproxyCandidate.complaints(lastLines),
                lastLines);
    }

    /** What cannot be removed yet stays in maintenance; whoever asks sees it, and asks again. */
    private HaproxyReading bringServers(BalancerSetup setup, HaproxyControl haproxy, HaproxyReading before) {
        Instant deadline = clock.instant().plus(SERVERS_GO_WITHIN);
        HaproxyReading reading = before;
        for (boolean first = true; true; first = false) {
            List<HaproxyCommand> commands = HaproxyCommands.between(reading.servers(), setup.servers());
            if (commands.isEmpty()) {
                return reading;
            }
            if (!clock.instant().isBefore(deadline)) {
                return unlessUnfinished(reading, commands);
            }
            if (!first) {
                pause.pause(AGAIN);
            }
            // One that was replaced meanwhile says its own structure for a moment yet.
            reading = haproxy.give(commands)
                    .filter(runs(setup))
                    .or(() -> haproxy.await(runs(setup), SERVERS_GO_WITHIN))
                    .orElseThrow(() ->
                            new JobFailedException(FailureCode.BALANCER_REFUSED, "HAProxy does not answer any more."));
        }
    }

    private static HaproxyReading unlessUnfinished(HaproxyReading reading, List<HaproxyCommand> commands) {
        for (HaproxyCommand command : commands) {
            if (!command.maybeLater()) {
                throw HaproxyControl.refused("'" + command.line() + "' without a word.");
            }
        }
        return reading;
    }
}

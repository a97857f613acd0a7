package io.berth.simulation;

import io.berth.agent.engine.EngineException;
import io.berth.agent.jobs.JobExecutor;
import io.berth.agent.jobs.Probe;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.Health;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.ControlMessage.RunJob;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.VolumeObservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of an agent: the production job executor, with the ways in which it is linked and reports. */
final class Agent {

    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int WHOLE_PICTURE_MILLIS = 60_000;
    private static final int ENGINE_AWAY_MILLIS = 1_000;

    final Life life = new Life();
    final Host host;
    private final World world;
    private final SimulatedEngine engine;
    private final JobExecutor jobs;
    private final Deque<Optional<ContainerObservation>> news = new ArrayDeque<>();
    private boolean reporting;
    private @Nullable Connection connection;

    Agent(World world, Host host) {
        this.world = world;
        this.host = host;
        this.engine = new SimulatedEngine(world, host.containers, host::spend);
        this.jobs = new JobExecutor(
                engine,
                Jobs.INSTALLATION,
                host.epochs,
                new BoxProbe(),
                world.scheduler,
                length -> host.spend(length.toMillis() * world.chance.between(1, 4), "glance"),
                job -> world.scheduler.start(life, world.chance.below(4), "job", job));
    }

    void start() {
        connectAfter(world.chance.between(50, 2_000));
        beat();
        repeat();
    }

    void die() {
        life.end();
        if (connection != null) {
            connection.broken();
            connection = null;
        }
    }

    private void beat() {
        world.scheduler.after(life, HEARTBEAT_MILLIS, "heartbeat", () -> {
            if (connection != null) {
                connection.up(new AgentMessage.Heartbeat(engine.answers(), null));
            }
            beat();
        });
    }

    private void repeat() {
        world.scheduler.after(life, WHOLE_PICTURE_MILLIS, "whole picture", () -> {
            takeInventory();
            repeat();
        });
    }

    /** Tries to reach the control plane, again and again. */
    private void connectAfter(long millis) {
        world.scheduler.after(life, millis, "connect", () -> {
            if (connection != null) {
                return;
            }
            Connection made = world.link.connect(this);
            if (made == null) {
                connectAfter(world.chance.between(300, 3_000));
            } else {
                connection = made;
                takeInventory();
            }
        });
    }

    /** The link has broken, and this end has noticed it. */
    void disconnected(Connection lost) {
        if (connection == lost) {
            connection = null;
            connectAfter(world.chance.between(200, 2_500));
        }
    }

    void cutOff() {
        if (connection != null) {
            connection.broken();
        }
    }

    void received(RunJob run) {
        Job job = run.job();
        jobs.submit(run.jobId(), job, run.order(), outcome -> answer(run.jobId(), outcome));
        planted(job).ifPresent(result -> answer(run.jobId(), new JobOutcome.Done(result)));
    }

    /** The answers of an agent that does not do what it should. */
    private Optional<JobResult> planted(Job job) {
        return switch (world.plant) {
            case NONE, NO_EPOCH_CHECK -> Optional.empty();
            case SKIP_CONFIRMED_GONE ->
                switch (job) {
                    case Job.StopContainer _ -> Optional.of(new JobResult.ContainerStopped(0, null));
                    case Job.RemoveContainer _ -> Optional.of(new JobResult.ContainerRemoved());
                    default -> Optional.empty();
                };
            case STARTING_IS_HEALTHY ->
                job instanceof Job.AwaitHealthy
                        ? Optional.of(new JobResult.ContainerHealthy("it is starting"))
                        : Optional.empty();
        };
    }

    private void answer(UUID job, JobOutcome outcome) {
        if (connection != null) {
            connection.up(new AgentMessage.JobAnswer(job, outcome));
        }
    }

    /** Something happened to a container. */
    void changed(Box box, boolean gone) {
        ContainerObservation last = gone ? gone(box) : box.observation(world.scheduler.now());
        news.add(Optional.of(last));
        report(world.chance.between(1, 30));
    }

    void takeInventory() {
        news.clear();
        news.add(Optional.empty());
        report(world.chance.between(1, 30));
    }

    private static ContainerObservation gone(Box box) {
        return new ContainerObservation(
                box.id, box.spec.name(), State.GONE, Health.NONE, null, null, List.of(), 0, box.spec.labels());
    }

    /** One looks and tells at a time, so that no report is older than one before it. */
    private void report(long after) {
        if (!reporting) {
            reporting = true;
            world.scheduler.start(life, after, "report", this::tellAll);
        }
    }

    private void tellAll() {
        while (!news.isEmpty()) {
            Optional<ContainerObservation> next = news.remove();
            if (connection == null) {
                continue;
            }
            try {
                AgentMessage message = next.<AgentMessage>map(this::look).orElseGet(this::inventory);
                if (connection != null) {
                    connection.up(message);
                }
            } catch (EngineException e) {
                world.scheduler.pause(ENGINE_AWAY_MILLIS, "engine away");
                news.clear();
                news.add(Optional.empty());
            }
        }
        reporting = false;
    }

    private AgentMessage look(ContainerObservation event) {
        if (event.state() == State.GONE) {
            return new AgentMessage.ContainerChanged(event);
        }
        return new AgentMessage.ContainerChanged(engine.findContainer(event.engineId())
                .map(seen -> seen.observation())
                .orElseGet(() -> gone(event)));
    }

    private static ContainerObservation gone(ContainerObservation event) {
        return new ContainerObservation(
                event.engineId(), event.name(), State.GONE, Health.NONE, null, null, List.of(), 0, event.labels());
    }

    private AgentMessage inventory() {
        long begun = world.scheduler.now();
        List<ContainerObservation> containers = engine.containers(Jobs.INSTALLATION);
        List<VolumeObservation> volumes = engine.volumes(Jobs.INSTALLATION);
        return new AgentMessage.Inventory(containers, volumes, world.scheduler.now() - begun);
    }

    /** Looks at the truth: an address names a run of a container. */
    private final class BoxProbe implements Probe {

        @Override
        public boolean accepts(String address, int port) {
            return host.containers.all().stream()
                    .anyMatch(box -> address.equals(box.id + "/" + box.run) && box.ready(world.scheduler.now()));
        }

        @Override
        public HttpAnswer get(String address, int port, String path) {
            return accepts(address, port) ? new HttpAnswer.Status(200) : new HttpAnswer.None("Connection refused");
        }
    }
}

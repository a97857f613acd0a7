package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.FakeEngine;
import io.berth.agent.engine.Specs;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.HealthGate;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.VolumeMount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An executor over an engine in memory, in a time that goes by only while it waits. */
abstract class JobsOnFakeEngine {

    static final UUID INSTALLATION = UUID.randomUUID();
    static final String DIGEST = "sha256:" + "d".repeat(64);

    final FakeEngine engine = new FakeEngine();
    final SimulatedTime time = new SimulatedTime();
    final Map<UUID, Long> epochs = new HashMap<>();
    final Queue<Runnable> work = new ArrayDeque<>();
    final List<String> listening = new ArrayList<>();
    final Map<String, Probe.HttpAnswer> pages = new HashMap<>();
    final VolumeEpochs epochStore = new VolumeEpochs() {
        @Override
        public long highest(UUID volume) {
            return epochs.getOrDefault(volume, 0L);
        }

        @Override
        public void raise(UUID volume, long epoch) {
            epochs.merge(volume, epoch, Math::max);
        }
    };
    final Probe probe = new Probe() {
        @Override
        public boolean accepts(String address, int port) {
            return listening.contains(address + ":" + port);
        }

        @Override
        public HttpAnswer get(String address, int port, String path) {
            return pages.getOrDefault(address + ":" + port + path, new HttpAnswer.None("Connection refused"));
        }
    };
    final JobExecutor executor = new JobExecutor(engine, INSTALLATION, epochStore, probe, time, time, work::add);

    @BeforeEach
    void anImageOnTheEngine() {
        engine.load("web:1", FakeEngine.facts("sha256:web"));
        engine.publish("r.example/web", "1", DIGEST, FakeEngine.facts("sha256:web-1"));
    }

    JobOutcome run(Job job) {
        return run(UUID.randomUUID(), job);
    }

    JobOutcome run(UUID id, Job job) {
        List<JobOutcome> answers = new ArrayList<>();
        executor.submit(id, job, 0, answers::add);
        work();
        return answers.getFirst();
    }

    void work() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    static JobOutcome.Failed failed(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        return (JobOutcome.Failed) outcome;
    }

    static JobResult done(JobOutcome outcome) {
        assertThat(outcome).isInstanceOf(JobOutcome.Done.class);
        return ((JobOutcome.Done) outcome).result();
    }

    static Specs web(String name) {
        return Specs.container(INSTALLATION, name)
                .image(new PinnedImage("web:1", null, "sha256:web"))
                .network("team-net", "web");
    }

    JobOutcome create(Specs container) {
        return run(new Job.CreateContainer(container.spec(), null));
    }

    JobOutcome start(String name, VolumeMount... volumes) {
        return run(new Job.StartContainer(name, List.of(volumes), false));
    }

    State state(String name) {
        return engine.findContainer(name).orElseThrow().observation().state();
    }

    String address() {
        return String.valueOf(
                engine.findContainer("web-1").orElseThrow().observation().address());
    }

    static VolumeMount volume(UUID id, boolean create, long epoch) {
        return new VolumeMount(id, "volume-" + id, "/data", create, epoch);
    }

    void running(Specs container, String name) {
        done(create(container));
        done(start(name));
    }

    JobOutcome await(String name, HealthGate gate) {
        return run(new Job.AwaitHealthy(name, gate, false));
    }
}

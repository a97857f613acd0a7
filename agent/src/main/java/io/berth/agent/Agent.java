package io.berth.agent;

import io.berth.agent.engine.DockerEngine;
import io.berth.agent.engine.EngineContainer;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineFacts;
import io.berth.agent.jobs.JobExecutor;
import io.berth.agent.jobs.Pause;
import io.berth.agent.jobs.SocketProbe;
import io.berth.agent.link.CertificateRenewal;
import io.berth.agent.link.CertificateRequests;
import io.berth.agent.link.ControlLink;
import io.berth.agent.link.LinkedAgent;
import io.berth.agent.link.LogStreamer;
import io.berth.agent.link.Platform;
import io.berth.agent.report.EngineDisk;
import io.berth.agent.report.EnginePulse;
import io.berth.agent.report.EventPump;
import io.berth.agent.report.Upward;
import io.berth.agent.report.VolumeSizeReports;
import io.berth.agent.state.AgentHome;
import io.berth.agent.state.Identity;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.DiskSpace;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.NodeFacts;
import io.berth.protocol.ProtocolVersion;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Everything of one agent, put together, from enrolment on. */
final class Agent implements LinkedAgent, Upward, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Agent.class.getName());

    private final AgentSettings settings;
    private final DockerEngine engine;
    private final UUID installation;
    private final EngineDisk disk = new EngineDisk();
    private final EnginePulse pulse;
    private final JobExecutor jobs;
    private final Platform platform;
    private final ControlLink link;
    private final LogStreamer logs;
    private final EventPump events;
    private final VolumeSizeReports sizes;
    private final CertificateRenewal renewal;
    private volatile NodeFacts facts;

    Agent(AgentSettings settings, DockerEngine engine, EngineFacts engineFacts, AgentHome home, Identity identity)
            throws IOException {
        this.settings = settings;
        this.engine = engine;
        this.installation = identity.installation();
        this.facts = nodeFacts(settings, engineFacts);
        this.disk.at(engineFacts.rootDirectory());
        this.pulse = new EnginePulse(engine);
        this.platform = new Platform(settings.controlUrl(), identity);
        this.link = new ControlLink(platform, this);
        this.logs = new LogStreamer(platform, engine.streams(), this::send);
        this.events = new EventPump(engine, engine.streams(), installation, this);
        this.sizes = new VolumeSizeReports(engine, installation, this);
        this.renewal = new CertificateRenewal(
                new CertificateRequests(settings.controlUrl()), home, platform, link, InstantSource.system());
        this.jobs = new JobExecutor(
                engine,
                installation,
                home.epochs(),
                new SocketProbe(),
                InstantSource.system(),
                Pause.ofThread(),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Runs until closed. */
    void run() throws InterruptedException {
        events.start();
        begin("engine-pulse", pulse::run);
        begin("holders", new HolderWatch(jobs)::run);
        begin("volume-sizes", sizes::run);
        begin("certificate-renewal", renewal::run);
        link.run();
    }

    private static void begin(String name, UntilInterrupted work) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The engine may have been replaced by a newer one since; while it is away, what was known counts. */
    @Override
    public AgentMessage.Hello hello() {
        try {
            EngineFacts shown = engine.facts();
            facts = nodeFacts(settings, shown);
            disk.at(shown.rootDirectory());
        } catch (EngineException e) {
            LOG.log(Level.WARNING, e.sentence());
        }
        return new AgentMessage.Hello(ProtocolVersion.CURRENT, AgentMain.version(), facts);
    }

    static NodeFacts nodeFacts(AgentSettings settings, EngineFacts engine) {
        return new NodeFacts(
                settings.nodeName() == null ? engine.hostname() : settings.nodeName(),
                settings.nodeAddress(),
                engine.operatingSystem(),
                engine.kernel(),
                engine.cpus(),
                engine.memoryBytes(),
                engine.version(),
                engine.apiVersion(),
                engine.storageDriver());
    }

    @Override
    public void linked(ControlMessage.Welcome welcome) {
        if (!welcome.installation().equals(installation)) {
            LOG.log(Level.ERROR, "the control plane is of another installation than the one that enrolled this host");
        }
        events.takeInventory();
    }

    @Override
    public void received(ControlMessage message) {
        switch (message) {
            case ControlMessage.RunJob run ->
                jobs.submit(
                        run.jobId(),
                        run.job(),
                        run.order(),
                        outcome -> send(new AgentMessage.JobAnswer(run.jobId(), outcome)));
            case ControlMessage.OpenLogStream open ->
                logs.open(open.streamId(), () -> ownContainer(open.containerName()), open.tail(), open.follow());
            case ControlMessage.CloseStream close -> logs.close(close.streamId());
            case ControlMessage.Welcome _, ControlMessage.Refused _ ->
                LOG.log(Level.WARNING, "a second welcome or refusal on one link");
        }
    }

    private String ownContainer(String name) {
        return engine.findContainer(name)
                .map(EngineContainer::observation)
                .filter(seen -> installation.toString().equals(seen.labels().get(Labels.INSTALLATION)))
                .orElseThrow(() -> new EngineException(
                        FailureCode.CONTAINER_MISSING, "The container " + name + " does not exist."))
                .engineId();
    }

    @Override
    public boolean linked() {
        return link.linked();
    }

    @Override
    public boolean engineAnswers() {
        return pulse.answers();
    }

    @Override
    public @Nullable DiskSpace engineDisk() {
        return disk.space();
    }

    @Override
    public void send(AgentMessage message) {
        link.send(message);
    }

    @Override
    public void close() {
        link.close();
        logs.close();
        events.close();
        platform.close();
    }

    /** Work that goes on until its thread is interrupted. */
    @FunctionalInterface
    private interface UntilInterrupted {
        void run() throws InterruptedException;
    }
}

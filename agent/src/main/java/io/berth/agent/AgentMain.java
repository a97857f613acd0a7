package io.berth.agent;

import io.berth.agent.engine.DockerEngine;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineFacts;
import io.berth.agent.link.CertificateRequests;
import io.berth.agent.state.AgentHome;
import io.berth.agent.state.Identity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts the agent. It ends with 0 when it is told to stop, and otherwise with one line that says why. */
public final class AgentMain {

    private static final System.Logger LOG = System.getLogger(AgentMain.class.getName());

    private AgentMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            AgentSettings settings = AgentSettings.from(System.getenv());
            OneLineLog.configure(settings.logLevel());
            run(settings);
        } catch (StartupException e) {
            giveUp(String.valueOf(e.getMessage()));
        }
    }

    static String version() {
        String version = AgentMain.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static void run(AgentSettings settings) throws StartupException, InterruptedException {
        LOG.log(Level.INFO, "Berth agent {0}, control plane at {1}", version(), settings.controlUrl());
        Ending ending = new Ending();
        DockerEngine engine = new DockerEngine(settings.dockerHost());
        EngineFacts facts = facts(engine, settings.dockerHost());
        AgentHome home = open(settings.agentHome());
        String name = Agent.nodeFacts(settings, facts).name();
        Identity identity = new Enrolling(home, new CertificateRequests(settings.controlUrl()), settings.joinToken())
                .identity(name);
        try {
            Agent agent = new Agent(settings, engine, facts, home, identity);
            ending.closes(agent);
            agent.run();
        } catch (IOException e) {
            throw new StartupException("The agent's own files cannot be used: " + e.getMessage(), e);
        }
    }

    private static EngineFacts facts(DockerEngine engine, String dockerHost) throws StartupException {
        try {
            return engine.facts();
        } catch (EngineException e) {
            throw new StartupException("There is no Docker engine at " + dockerHost + ". " + e.sentence(), e);
        }
    }

    private static AgentHome open(Path folder) throws StartupException {
        try {
            return AgentHome.open(folder);
        } catch (IOException e) {
            throw new StartupException("The agent cannot use its folder: " + e.getMessage(), e);
        }
    }

    private static void giveUp(String reason) {
        System.err.println(reason);
        String home = System.getenv("BERTH_HOME");
        if (home != null && !home.isBlank()) {
            try {
                Path run = Files.createDirectories(Path.of(home.strip(), "run"));
                Files.writeString(run.resolve("agent.error"), reason.replace('\n', ' ') + "\n");
            } catch (IOException e) {
                System.err.println("The reason could not be written down: " + e.getMessage());
            }
        }
        Ending.failed();
    }

    /** A signal to stop is a proper end: the link is closed, containers run on, and the exit code is 0. */
    private static final class Ending {

        private static final AtomicBoolean FAILED = new AtomicBoolean();

        private volatile @Nullable Agent agent;

        Ending() {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        }

        void closes(Agent running) {
            agent = running;
        }

        private void end() {
            Agent running = agent;
            if (running != null) {
                running.close();
            }
            if (!FAILED.get()) {
                Runtime.getRuntime().halt(0);
            }
        }

        static void failed() {
            FAILED.set(true);
            System.exit(1);
        }
    }
}

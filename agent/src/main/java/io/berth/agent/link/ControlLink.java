package io.berth.agent.link;

import io.berth.agent.engine.EngineException;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.FailureCode;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.ProtocolVersion;
import io.berth.protocol.UnreadableMessageException;
import io.berth.protocol.Wire;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps the agent linked: connects, introduces it, passes messages on, notices a dead connection and connects again. */
public final class ControlLink implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ControlLink.class.getName());
    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(15);
    private static final int HEARTBEATS_OF_SILENCE = 3;
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(10);

    private final Platform platform;
    private final LinkedAgent agent;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile @Nullable LinkConnection connection;
    private volatile boolean welcomed;

    public ControlLink(Platform platform, LinkedAgent agent) {
        this.platform = platform;
        this.agent = agent;
    }

    /** Whether messages would reach the control plane now. */
    public boolean linked() {
        LinkConnection present = connection;
        return welcomed && present != null && !present.ended();
    }

    /** Sends if linked. If not, the message is dropped: the control plane asks again for what it still wants to know. */
    public void send(AgentMessage message) {
        LinkConnection present = connection;
        if (welcomed && present != null) {
            present.send(message);
        }
    }

    /** Connects anew, so that a new certificate is used. */
    void reconnect() {
        LinkConnection present = connection;
        if (present != null) {
            present.abort("a renewed certificate is to be used");
        }
    }

    /** Runs until closed. */
    public void run() throws InterruptedException {
        String lastTrouble = "";
        while (!closing.isDone()) {
            String trouble = linkOnce();
            if (closing.isDone()) {
                return;
            }
            Duration wait = backoff.next();
            LOG.log(
                    trouble.equals(lastTrouble) ? Level.DEBUG : Level.WARNING,
                    "no link to {0}: {1}; trying again",
                    platform,
                    trouble);
            lastTrouble = welcomed ? "" : trouble;
            welcomed = false;
            pause(wait);
        }
    }

    /** @return why the link ended */
    private String linkOnce() throws InterruptedException {
        CompletableFuture<ControlMessage> answer = new CompletableFuture<>();
        LinkConnection opened;
        try {
            opened = LinkConnection.open(platform, text -> receive(text, answer));
        } catch (IOException e) {
            return LinkTrouble.sentence(e);
        }
        connection = opened;
        try {
            return converse(opened, answer);
        } catch (EngineException e) {
            return e.sentence();
        } finally {
            opened.close();
            connection = null;
        }
    }

    private String converse(LinkConnection opened, CompletableFuture<ControlMessage> answer)
            throws InterruptedException {
        opened.send(agent.hello());
        ControlMessage first = first(opened, answer);
        return switch (first) {
            case ControlMessage.Welcome welcome
            when ProtocolVersion.understands(welcome.protocolVersion()) -> {
                welcomed = true;
                backoff.reset();
                LOG.log(Level.INFO, "linked to {0} as node {1}", platform, welcome.node());
                agent.linked(welcome);
                yield beat(opened, Duration.ofSeconds(Math.max(1, welcome.heartbeatSeconds())));
            }
            case ControlMessage.Welcome welcome ->
                "the control plane speaks version " + welcome.protocolVersion() + " of the protocol, this agent "
                        + ProtocolVersion.CURRENT;
            case ControlMessage.Refused refused -> "the control plane refuses: " + refused.reason();
            case null -> {
                String ended = opened.awaitEnd(Duration.ZERO);
                yield ended == null ? "the control plane does not answer" : ended;
            }
            default -> "the control plane answered with something else than a welcome";
        };
    }

    private static @Nullable ControlMessage first(LinkConnection opened, CompletableFuture<ControlMessage> answer)
            throws InterruptedException {
        long deadline = System.nanoTime() + WELCOME_WITHIN.toNanos();
        while (!opened.ended() && System.nanoTime() < deadline) {
            try {
                return answer.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // The loop says how long it is worth waiting.
            } catch (ExecutionException e) {
                throw new IllegalStateException("the first answer is a message, never an exception", e);
            }
        }
        return answer.getNow(null);
    }

    /** Says that it is alive, and listens for the other end, until the connection ends. */
    private String beat(LinkConnection opened, Duration pace) throws InterruptedException {
        Duration patience = pace.multipliedBy(HEARTBEATS_OF_SILENCE);
        if (patience.compareTo(LEAST_SILENCE) < 0) {
            patience = LEAST_SILENCE;
        }
        while (true) {
            opened.send(new AgentMessage.Heartbeat(agent.engineAnswers(), agent.engineDisk()));
            opened.ping();
            String ended = opened.awaitEnd(pace);
            if (ended != null) {
                return ended;
            }
            if (opened.silence().compareTo(patience) > 0) {
                return "nothing was heard for " + opened.silence().toSeconds() + " s";
            }
        }
    }

    private void receive(String text, CompletableFuture<ControlMessage> answer) {
        ControlMessage message;
        try {
            message = Wire.read(text, ControlMessage.class);
        } catch (UnreadableMessageException e) {
            decline(text);
            return;
        }
        if (!answer.isDone()) {
            answer.complete(message);
        } else {
            agent.received(message);
        }
    }

    /** A newer control plane may ask for what this agent does not know: it is told so. What was asked may hold secrets. */
    private void decline(String text) {
        try {
            Unknown unknown = Wire.read(text, Unknown.class);
            LOG.log(Level.WARNING, "a message of a kind that this agent does not know: {0}", unknown.type());
            if (unknown.jobId() != null) {
                JobOutcome outcome = new JobOutcome.Failed(
                        FailureCode.UNKNOWN_JOB, "The agent on this host is too old for this kind of job.", null);
                send(new AgentMessage.JobAnswer(unknown.jobId(), outcome));
            } else if (unknown.streamId() != null) {
                send(new AgentMessage.StreamFailed(
                        unknown.streamId(), "The agent on this host is too old for this kind of stream."));
            }
        } catch (UnreadableMessageException e) {
            LOG.log(Level.WARNING, "a message that cannot be read");
        }
    }

    private void pause(Duration length) throws InterruptedException {
        try {
            closing.get(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return; // not closed meanwhile
        } catch (ExecutionException e) {
            throw new IllegalStateException("closing is completed without an exception", e);
        }
    }

    @Override
    public void close() {
        closing.complete(null);
        LinkConnection present = connection;
        if (present != null) {
            present.close();
        }
    }

    private record Unknown(
            @Nullable String type,
            @Nullable UUID jobId,
            @Nullable UUID streamId) {}
}

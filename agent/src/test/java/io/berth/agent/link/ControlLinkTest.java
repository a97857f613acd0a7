package io.berth.agent.link;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.link.TestControlPlane.Socket;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.DiskSpace;
import io.berth.protocol.Enrolment;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.NodeFacts;
import io.berth.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlLinkTest {

    private static final DiskSpace DISK = new DiskSpace(1_000, 400);

    private final TestAuthority authority = new TestAuthority();
    private final BlockingQueue<ControlMessage> received = new LinkedBlockingQueue<>();
    private TestControlPlane control;
    private ControlLink link;

    @BeforeEach
    void linkUp() throws Exception {
        control = new TestControlPlane(authority, Enrolment.CONTROL_PLANE_NAME);
        Platform platform = new Platform(control.url(), authority.identity(control.installation, Duration.ofDays(1)));
        link = new ControlLink(platform, new LinkedAgent() {
            @Override
            public AgentMessage.Hello hello() {
                return new AgentMessage.Hello(
                        ProtocolVersion.CURRENT, "1", new NodeFacts("n", "a", "os", "k", 1, 1, "v", "1.41", "d"));
            }

            @Override
            public void linked(ControlMessage.Welcome welcome) {
                received.add(welcome);
            }

            @Override
            public void received(ControlMessage message) {
                received.add(message);
            }

            @Override
            public boolean engineAnswers() {
                return true;
            }

            @Override
            public DiskSpace engineDisk() {
                return DISK;
            }
        });
        Thread.ofVirtual().start(() -> {
            try {
                link.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        link.close();
        control.close();
    }

    private ControlMessage next() throws InterruptedException {
        return TestControlPlane.present(received.poll(20, TimeUnit.SECONDS));
    }

    private Socket welcomed() throws Exception {
        Socket socket = control.link();
        socket.next(AgentMessage.Hello.class);
        socket.welcome(control.installation, 1);
        assertThat(next()).isInstanceOf(ControlMessage.Welcome.class);
        return socket;
    }

    @Test
    void anAgentIntroducesItselfWithItsCertificateAndThenBeats() throws Exception {
        Socket socket = welcomed();

        assertThat(TestControlPlane.present(control.clients.poll())
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=node");
        assertThat(socket.next(AgentMessage.Heartbeat.class)).isEqualTo(new AgentMessage.Heartbeat(true, DISK));
        socket.next(AgentMessage.Heartbeat.class);
        assertThat(link.linked()).isTrue();
    }

    @Test
    void messagesGoBothWaysWholeHoweverTheyAreCut() throws Exception {
        Socket socket = welcomed();
        ControlMessage message = new ControlMessage.RunJob(UUID.randomUUID(), new Job.RemoveContainer("web-1 ü€"), 0);

        socket.sendInPieces(message);
        assertThat(next()).isEqualTo(message);

        AgentMessage.StreamFailed large = new AgentMessage.StreamFailed(UUID.randomUUID(), "x".repeat(300_000));
        link.send(large);
        link.send(large);
        assertThat(socket.next(AgentMessage.StreamFailed.class)).isEqualTo(large);
        assertThat(socket.next(AgentMessage.StreamFailed.class)).isEqualTo(large);
    }

    @Test
    void aLostLinkIsMadeAnew() throws Exception {
        welcomed().close();

        Socket second = welcomed();

        second.next(AgentMessage.Heartbeat.class);
    }

    @Test
    void whatCannotBeSentWhileThereIsNoLinkIsDropped() throws Exception {
        link.send(new AgentMessage.VolumeSizes(Map.of()));
        Socket first = welcomed();
        first.close();
        eventually("the loss is seen", () -> !link.linked());
        link.send(new AgentMessage.VolumeSizes(Map.of()));

        Socket second = welcomed();
        second.next(AgentMessage.Heartbeat.class);
        second.next(AgentMessage.Heartbeat.class);
        assertThat(second.texts).noneMatch(text -> text.contains("volume-sizes"));
    }

    @Test
    void aJobOfAKindThatIsNotKnownIsAnsweredSo() throws Exception {
        Socket socket = welcomed();
        UUID job = UUID.randomUUID();
        String json =
                "{\"type\":\"run-job\",\"jobId\":\"" + job + "\",\"job\":{\"type\":\"teleport\",\"secret\":\"x\"}}";

        socket.frame(0x81, json.getBytes(StandardCharsets.UTF_8));
        socket.frame(0x81, "nonsense".getBytes(StandardCharsets.UTF_8));

        AgentMessage.JobAnswer answer = socket.next(AgentMessage.JobAnswer.class);
        assertThat(answer.jobId()).isEqualTo(job);
        assertThat(answer.outcome())
                .isInstanceOfSatisfying(
                        JobOutcome.Failed.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_JOB));
        socket.next(AgentMessage.Heartbeat.class);
    }

    @Test
    void aRefusalIsTriedAgainLater() throws Exception {
        Socket first = control.link();
        first.send(new ControlMessage.Refused("too old"));

        welcomed();
    }

    @Test
    void aSilentControlPlaneIsLeft() throws Exception {
        Socket deaf = control.link();
        deaf.answersPings = false;
        deaf.next(AgentMessage.Hello.class);
        deaf.welcome(control.installation, 1);
        next();

        welcomed();
    }

    @Test
    void closingSaysGoodBye() throws Exception {
        Socket socket = welcomed();

        link.close();

        assertThat(TestControlPlane.present(socket.closes.poll(5, TimeUnit.SECONDS)))
                .isEqualTo(1000);
        assertThat(control.links.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }
}

package io.berth.agent.link;

import static io.berth.agent.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.ContainerEvent;
import io.berth.agent.engine.EngineException;
import io.berth.agent.engine.EngineStream;
import io.berth.agent.engine.EngineStreams;
import io.berth.agent.link.TestControlPlane.Socket;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.Enrolment;
import io.berth.protocol.FailureCode;
import io.berth.protocol.LogLine;
import io.berth.protocol.Wire;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogStreamerTest {

    private final TestAuthority authority = new TestAuthority();
    private final BlockingQueue<AgentMessage> upward = new LinkedBlockingQueue<>();
    private final AtomicInteger produced = new AtomicInteger();
    private volatile int lines = 3;
    private volatile boolean closed;
    private TestControlPlane control;
    private LogStreamer logs;

    @BeforeEach
    void start() throws Exception {
        control = new TestControlPlane(authority, Enrolment.CONTROL_PLANE_NAME);
        Platform platform = new Platform(control.url(), authority.identity(control.installation, Duration.ofDays(1)));
        logs = new LogStreamer(platform, new CountingLogs(), upward::add);
    }

    @AfterEach
    void stop() throws Exception {
        logs.close();
        control.close();
    }

    @Test
    void aLogArrivesLineByLineAndEndsProperly() throws Exception {
        logs.open(UUID.randomUUID(), () -> "id", 10, false);

        Socket stream = control.stream();
        assertThat(Wire.read(stream.next(), LogLine.class)).isEqualTo(new LogLine("stdout", null, line(1)));
        assertThat(Wire.read(stream.next(), LogLine.class).text()).isEqualTo(line(2));
        assertThat(Wire.read(stream.next(), LogLine.class).text()).isEqualTo(line(3));
        assertThat(TestControlPlane.present(stream.closes.poll(5, TimeUnit.SECONDS)))
                .isEqualTo(1000);
    }

    @Test
    void aReaderThatDoesNotReadStopsTheReadingOfTheLogAndCanBeLeft() throws Exception {
        lines = Integer.MAX_VALUE;
        UUID id = UUID.randomUUID();
        logs.open(id, () -> "id", 10, true);
        Socket stream = control.stream();
        stream.reading.acquire();

        AtomicInteger before = new AtomicInteger(-1);
        eventually("nothing more is read from the engine", () -> {
            boolean settled = produced.get() == before.getAndSet(produced.get());
            waitABit();
            return settled && produced.get() == before.get();
        });

        logs.close(id);
        eventually("the engine's stream is closed", () -> closed);
        stream.reading.release();
    }

    @Test
    void aReaderThatLeavesEndsTheStream() throws Exception {
        lines = Integer.MAX_VALUE;
        logs.open(UUID.randomUUID(), () -> "id", 10, true);

        control.stream().close();

        eventually("the engine's stream is closed", () -> closed);
    }

    @Test
    void aContainerThatIsNotThereIsToldOnTheLink() throws Exception {
        UUID id = UUID.randomUUID();

        logs.open(
                id,
                () -> {
                    throw new EngineException(FailureCode.CONTAINER_MISSING, "The container web-1 does not exist.");
                },
                10,
                true);

        assertThat(upward.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new AgentMessage.StreamFailed(id, "The container web-1 does not exist."));
    }

    private static void waitABit() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(int number) {
        return "line " + number + " " + "x".repeat(10_000);
    }

    /** Logs that number their lines. */
    private final class CountingLogs implements EngineStreams {

        @Override
        public EngineStream<ContainerEvent> containerEvents(UUID installation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public EngineStream<LogLine> logs(String engineId, int tail, boolean follow) {
            return new EngineStream<>() {
                @Override
                public @Nullable LogLine next() {
                    return closed || produced.get() >= lines
                            ? null
                            : new LogLine("stdout", null, line(produced.incrementAndGet()));
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}

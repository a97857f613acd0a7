package io.berth.backend.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.berth.backend.WholeControlPlane;
import io.berth.backend.platform.Installation;
import io.berth.protocol.AgentMessage;
import io.berth.protocol.ControlMessage;
import io.berth.protocol.Enrolment;
import io.berth.protocol.LogLine;
import io.berth.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

@WholeControlPlane
class LinkTests {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private AgentPort agentPort;

    @Autowired
    private CertificateAuthority authority;

    @Autowired
    private JoinTokens joinTokens;

    @Autowired
    private Nodes nodes;

    @Autowired
    private AgentLink agents;

    @Autowired
    private ContainerLogs logs;

    @Autowired
    private Installation installation;

    @Autowired
    private ConfigurableApplicationContext context;

    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final ApplicationListener<PayloadApplicationEvent<Object>> listener =
            event -> events.add(event.getPayload());
    private FakeAgent agent;
    private UUID node;

    @BeforeEach
    void join() throws Exception {
        context.addApplicationListener(listener);
        agent = FakeAgent.at(agentPort.number(), authority);
        node = agent.join(joinTokens.create(null), "linked-" + NUMBER.incrementAndGet())
                .node();
    }

    @AfterEach
    void leave() {
        agent.close();
        context.removeApplicationListener(listener);
    }

    @Test
    void anAgentIsWelcomedAndItsNodeIsReady() throws Exception {
        FakeAgent.Connection connection = agent.open();
        connection.say(FakeAgent.hello(ProtocolVersion.CURRENT));

        assertThat(connection.next())
                .isEqualTo(new ControlMessage.Welcome(ProtocolVersion.CURRENT, installation.id(), node, 1));
        assertThat(nodes.byId(node)).hasValueSatisfying(it -> {
            assertThat(it.state()).isEqualTo(NodeState.READY);
            assertThat(it.address()).isEqualTo("192.0.2.1");
            assertThat(it.engineVersion()).isEqualTo("29.0");
            assertThat(it.memoryBytes()).isEqualTo(8L << 30);
            assertThat(it.lastSeenAt()).isNotNull();
        });
        awaitEvent(new AgentConnected(node));
    }

    @Test
    void anAgentOneVersionAwayIsWelcomedAndOneTwoVersionsAwayIsRefused() throws Exception {
        FakeAgent.Connection next = agent.open();
        next.say(FakeAgent.hello(ProtocolVersion.CURRENT + 1));
        assertThat(next.next()).isInstanceOf(ControlMessage.Welcome.class);

        FakeAgent.Connection later = agent.open();
        later.say(FakeAgent.hello(ProtocolVersion.CURRENT + 2));
        assertThat(later.next())
                .isInstanceOfSatisfying(
                        ControlMessage.Refused.class,
                        refused -> assertThat(refused.reason()).contains("version " + (ProtocolVersion.CURRENT + 2)));
        assertThat(later.closedWith()).isEqualTo(1008);
    }

    @Test
    void whatAnAgentSaysIsPublishedInItsOrder() throws Exception {
        FakeAgent.Connection connection = agent.link();
        List<AgentMessage> said = List.of(
                new AgentMessage.Inventory(List.of(), List.of(), 3),
                new AgentMessage.VolumeSizes(Map.of("a", 1L)),
                new AgentMessage.VolumeSizes(Map.of("a", 2L)));
        said.forEach(connection::say);

        await().untilAsserted(() -> assertThat(reports()).containsExactlyElementsOf(said));
    }

    @Test
    void aLargeMessageInPartsArrivesWhole() throws Exception {
        Map<String, Long> sizes = new HashMap<>();
        for (long n = 0; n < 40_000; n++) {
            sizes.put("volume-with-a-rather-long-name-" + n, n);
        }
        agent.link().sayInParts(new AgentMessage.VolumeSizes(sizes), 7);

        await().untilAsserted(() -> assertThat(reports()).containsExactly(new AgentMessage.VolumeSizes(sizes)));
    }

    @Test
    void wordsThatAreNotUnderstoodDoNotBreakTheLink() throws Exception {
        FakeAgent.Connection connection = agent.link();
        connection.sayRaw("{\"type\":\"from-the-future\"}");
        connection.say(new AgentMessage.VolumeSizes(Map.of()));

        await().untilAsserted(() -> assertThat(reports()).hasSize(1));
    }

    @Test
    void messagesGoToTheNodeAndToNobodyWhenItIsNotThere() throws Exception {
        ControlMessage message = new ControlMessage.CloseStream(UUID.randomUUID());
        assertThat(agents.send(node, message)).isFalse();

        FakeAgent.Connection connection = agent.link();

        assertThat(agents.send(node, message)).isTrue();
        assertThat(connection.next()).isEqualTo(message);
    }

    @Test
    void aLinkThatEndsMakesTheNodeUnreachable() throws Exception {
        FakeAgent.Connection connection = agent.link();

        connection.abort();

        awaitState(NodeState.UNREACHABLE);
        awaitEvent(new AgentDisconnected(node));
    }

    @Test
    void aNodeThatFallsSilentIsUnreachableAfterThreeHeartbeats() throws Exception {
        agent.linkWithoutHeartbeat();

        awaitState(NodeState.UNREACHABLE);
        awaitEvent(new AgentDisconnected(node));
    }

    @Test
    void aNodeWhoseEngineDoesNotAnswerIsUnreachableUntilItDoes() throws Exception {
        FakeAgent.Connection connection = agent.link();

        connection.engineAnswers = false;
        awaitState(NodeState.UNREACHABLE);
        connection.engineAnswers = true;
        awaitState(NodeState.READY);
    }

    @Test
    void aNewerLinkTakesTheOldOnesPlace() throws Exception {
        FakeAgent.Connection old = agent.link();
        FakeAgent.Connection fresh = agent.link();

        assertThat(old.closedWith()).isEqualTo(1000);
        ControlMessage message = new ControlMessage.CloseStream(UUID.randomUUID());
        assertThat(agents.send(node, message)).isTrue();
        assertThat(fresh.next()).isEqualTo(message);
        assertThat(nodes.byId(node))
                .hasValueSatisfying(it -> assertThat(it.state()).isEqualTo(NodeState.READY));
        assertThat(events).doesNotContain(new AgentDisconnected(node));
    }

    @Test
    void aLogComesOnAConnectionOfItsOwn() throws Exception {
        FakeAgent.Connection connection = agent.link();
        BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();

        try (LogTail tail = logs.open(node, "web-1", 100, true, lines::add)) {
            ControlMessage.OpenLogStream order = (ControlMessage.OpenLogStream) connection.next();
            assertThat(order.containerName()).isEqualTo("web-1");
            assertThat(order.tail()).isEqualTo(100);
            FakeAgent.Connection stream = agent.open(Enrolment.STREAM_PATH + order.streamId());
            LogLine line = new LogLine("stdout", null, "hello");
            stream.say(line);

            assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(line);
            assertThatExceptionOfType(CompletionException.class)
                    .as("an id is good for one connection")
                    .isThrownBy(() -> agent.open(Enrolment.STREAM_PATH + order.streamId()));
            stream.close();
            tail.ended().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aReaderThatGoesEndsTheStream() throws Exception {
        FakeAgent.Connection connection = agent.link();
        LogTail tail = logs.open(node, "web-1", 100, true, _ -> {});
        ControlMessage.OpenLogStream order = (ControlMessage.OpenLogStream) connection.next();
        FakeAgent.Connection stream = agent.open(Enrolment.STREAM_PATH + order.streamId());

        tail.close();

        assertThat(connection.next()).isEqualTo(new ControlMessage.CloseStream(order.streamId()));
        assertThat(stream.closedWith()).isEqualTo(1000);
    }

    @Test
    void aSlowReaderHoldsTheStreamBack() throws Exception {
        FakeAgent.Connection connection = agent.link();
        CountDownLatch mayRead = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        LogTail tail = logs.open(node, "web-1", 100, true, _ -> {
            awaitQuietly(mayRead);
            read.incrementAndGet();
        });
        ControlMessage.OpenLogStream order = (ControlMessage.OpenLogStream) connection.next();
        FakeAgent.Connection stream = agent.open(Enrolment.STREAM_PATH + order.streamId());
        LogLine line = new LogLine("stdout", null, "x".repeat(10_000));
        int total = 5_000;
        AtomicInteger sent = new AtomicInteger();
        Thread sender = Thread.ofVirtual().start(() -> {
            for (int n = 0; n < total; n++) {
                stream.say(line);
                sent.incrementAndGet();
            }
        });

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20)).until(() -> {
            int before = sent.get();
            TimeUnit.MILLISECONDS.sleep(300);
            return before == sent.get() && before < total;
        });
        mayRead.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> read.get() == total);
        sender.join();
        tail.close();
    }

    @Test
    void aLogThatCannotBeHadIsExplained() throws Exception {
        LogTail nobody = logs.open(node, "web-1", 100, true, _ -> {});
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> nobody.ended().get(20, TimeUnit.SECONDS))
                .withMessageContaining("not connected");

        FakeAgent.Connection connection = agent.link();
        LogTail missing = logs.open(node, "web-1", 100, true, _ -> {});
        ControlMessage.OpenLogStream order = (ControlMessage.OpenLogStream) connection.next();
        connection.say(new AgentMessage.StreamFailed(order.streamId(), "No such container: web-1."));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> missing.ended().get(20, TimeUnit.SECONDS))
                .withMessageContaining("No such container");
    }

    @Test
    void aStreamThatAnotherNodeWasAskedForIsRefused() throws Exception {
        FakeAgent.Connection connection = agent.link();
        try (FakeAgent other = FakeAgent.at(agentPort.number(), authority);
                LogTail _ = logs.open(node, "web-1", 100, true, _ -> {})) {
            other.join(joinTokens.create(null), "nosy-" + NUMBER.incrementAndGet());
            ControlMessage.OpenLogStream order = (ControlMessage.OpenLogStream) connection.next();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> other.open(Enrolment.STREAM_PATH + order.streamId()));
        }
    }

    private List<AgentMessage> reports() {
        return events.stream()
                .filter(AgentReported.class::isInstance)
                .map(AgentReported.class::cast)
                .filter(report -> report.nodeId().equals(node))
                .map(AgentReported::message)
                .toList();
    }

    private void awaitEvent(Object event) {
        await().untilAsserted(() -> assertThat(events).contains(event));
    }

    private void awaitState(NodeState state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(nodes.byId(node))
                        .hasValueSatisfying(it -> assertThat(it.state()).isEqualTo(state)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

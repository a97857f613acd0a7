package io.berth.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.protocol.FailureCode;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose socket takes connections and which then says nothing. */
class HangingEngineTest {

    @TempDir
    Path folder;

    private ServerSocketChannel silence;
    private DockerConnections docker;

    @BeforeEach
    void listen() throws Exception {
        Path socket = folder.resolve("docker.sock");
        silence = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        silence.bind(UnixDomainSocketAddress.of(socket));
        docker = new DockerConnections("unix://" + socket);
    }

    @AfterEach
    void close() throws Exception {
        silence.close();
        docker.close();
    }

    @Test
    void itCountsAsNotAnswering() {
        long begin = System.nanoTime();

        assertThat(docker.ping()).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aCallToItEndsInTimeAndLeavesTheThreadUsable() {
        assertThatThrownBy(() -> TimeLimit.within(Duration.ofMillis(300), () -> docker.get("/info", Map.of())))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENGINE_UNREACHABLE));

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(TimeLimit.within(Duration.ofSeconds(5), () -> "an answer")).isEqualTo("an answer");
    }
}

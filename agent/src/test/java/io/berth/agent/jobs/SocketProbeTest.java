package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.jobs.Probe.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketProbeTest {

    private static final String HERE = "127.0.0.1";

    private final SocketProbe probe = new SocketProbe();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName(HERE));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** @return what was asked for */
    private CompletableFuture<String> answer(String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket asked = server.accept()) {
                byte[] question = new byte[1_000];
                int length = asked.getInputStream().read(question);
                asked.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                return new String(question, 0, length, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private HttpAnswer get(String path) {
        return probe.get(HERE, server.getLocalPort(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.0 204\r\n\r\n", "HTTP/1.1 204"})
    void theStatusIsToldWhateverFollowsIt(String text) {
        CompletableFuture<String> question = answer(text);

        assertThat(get("/up?deep=1")).isEqualTo(new HttpAnswer.Status(204));
        assertThat(question.join())
                .startsWith("GET /up?deep=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                .contains("Connection: close\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        answer("220 mail.example ESMTP\r\n");
        assertThat(get("/")).isEqualTo(new HttpAnswer.None("the answer is not HTTP"));

        answer("");
        assertThat(get("/")).isEqualTo(new HttpAnswer.None("the connection was closed without an answer"));
    }

    @Test
    void whoeverTakesTheConnectionAndSaysNothingIsNotWaitedForLong() {
        assertThat(get("/")).isEqualTo(new HttpAnswer.None("Read timed out"));
        assertThat(probe.accepts(HERE, server.getLocalPort())).isTrue();
    }

    @Test
    void nothingThereIsNoAnswer() throws IOException {
        int port = server.getLocalPort();
        server.close();

        assertThat(probe.get(HERE, port, "/")).isEqualTo(new HttpAnswer.None("Connection refused"));
        assertThat(probe.accepts(HERE, port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up", "/a b", "/a\r\nX: y"})
    void aPathThatWouldBreakTheRequestIsNotSent(String path) {
        assertThat(get(path)).isInstanceOf(HttpAnswer.None.class);
    }
}

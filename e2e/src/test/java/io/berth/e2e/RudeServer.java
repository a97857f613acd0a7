package io.berth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that treats its clients as a test wants, and counts what it is asked. */
final class RudeServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Manners manners;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RudeServer(Manners manners) {
        this.manners = manners;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String head = readHead(in);
            for (int request = 1; !head.isEmpty(); request++, head = readHead(in)) {
                requests.incrementAndGet();
                String answer = manners.answer(request, head);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (manners.closesAfter(request)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // Clients that are treated rudely go away, and that is what the test counts.
            return;
        } finally {
            open.remove(client);
        }
    }

    /** Empty when the client has closed. */
    private static String readHead(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            head.append(line).append('\n');
            line = in.readLine();
        }
        return head.toString();
    }

    /** An answer as the application gives it. */
    static String page(String headers) {
        String body = "traffic rude here\n";
        return "HTTP/1.1 200 OK\r\nX-Version: rude\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(body.length(), headers, body);
    }

    int port() {
        return listening.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a connection's n-th request, counted from one, is answered, and whether the server closes without a word then. */
    interface Manners {

        String answer(int request, String head);

        boolean closesAfter(int request);

        static Manners of(String answer, int closesAfter) {
            return new Manners() {
                @Override
                public String answer(int request, String head) {
                    return answer;
                }

                @Override
                public boolean closesAfter(int request) {
                    return request >= closesAfter;
                }
            };
        }
    }
}

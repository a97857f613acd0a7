package io.berth.agent.jobs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connects over TCP to the container's own address. The agent must therefore be on the host's network, as it is when it runs
 * beside the engine. A published port would not do: the engine's proxy accepts there whether the container listens or not.
 *
 * <p>HTTP is spoken by hand: of an answer only the status matters, and a client that keeps threads and connections for later
 * would outweigh the rest of the agent.
 */
public final class SocketProbe implements Probe {

    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int READS = 4;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})");
    private static final Pattern SENDABLE_PATH = Pattern.compile("/[!-~]*");

    @Override
    public boolean accepts(String address, int port) {
        try (Socket _ = connect(address, port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public HttpAnswer get(String address, int port, String path) {
        if (!SENDABLE_PATH.matcher(path).matches()) {
            return new HttpAnswer.None("this is no path that can be asked for");
        }
        try (Socket socket = connect(address, port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            String question = "GET " + path + " HTTP/1.1\r\nHost: " + host(address) + ":" + port
                    + "\r\nUser-Agent: berth\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            return status(beginning(socket));
        } catch (IOException e) {
            return new HttpAnswer.None(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static Socket connect(String address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String host(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** In a few reads, each limited in time: whoever sends byte by byte does not hold the wait up. */
    private static String beginning(Socket socket) throws IOException {
        byte[] bytes = new byte[64];
        int length = 0;
        for (int reads = 0; reads < READS && length < bytes.length; reads++) {
            int read = socket.getInputStream().read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            String begun = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            if (STATUS_LINE.matcher(begun).lookingAt()) {
                return begun;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static HttpAnswer status(String beginning) {
        Matcher line = STATUS_LINE.matcher(beginning);
        if (line.lookingAt()) {
            return new HttpAnswer.Status(Integer.parseInt(line.group(1)));
        }
        return new HttpAnswer.None(
                beginning.isEmpty() ? "the connection was closed without an answer" : "the answer is not HTTP");
    }
}

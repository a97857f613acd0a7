import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks a Docker engine's socket for a sign of life, for machines without curl: exit 0 if it answers. */
final class EnginePing {
    private EnginePing() {}

    public static void main(String[] arguments) throws IOException {
        try (SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(arguments[0]));
            String request = "GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n";
            engine.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(64);
            engine.read(answer);
            String statusLine = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            System.exit(statusLine.contains(" 200 ") ? 0 : 1);
        }
    }
}

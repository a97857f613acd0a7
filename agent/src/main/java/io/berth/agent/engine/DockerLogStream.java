package io.berth.agent.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import io.berth.protocol.LogLine;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Docker's log of a container: frames of an eight byte header (stream, length) and one entry, which begins with its time.
 * An entry without a line end goes on in the stream's next one.
 */
final class DockerLogStream extends DockerReading<LogLine> {

    /** Longer lines are handed on in pieces. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final int LONGEST_FRAME = 8 * 1024 * 1024;
    private static final int STDERR = 2;

    private final DataInputStream in;
    private final UnfinishedLine stdout = new UnfinishedLine("stdout");
    private final UnfinishedLine stderr = new UnfinishedLine("stderr");
    private final Queue<LogLine> atTheEnd = new ArrayDeque<>();
    private boolean ended;

    DockerLogStream(DockerHttpClient.Response response) {
        super(response);
        this.in = new DataInputStream(new BufferedInputStream(response.getBody()));
    }

    @Override
    @Nullable
    LogLine read() throws IOException {
        while (!ended) {
            int stream = in.read();
            if (stream < 0) {
                ended = true;
                stdout.finish(atTheEnd);
                stderr.finish(atTheEnd);
                break;
            }
            in.skipNBytes(3);
            int length = in.readInt();
            if (length < 0 || length > LONGEST_FRAME) {
                throw new IOException("a log frame of " + length + " bytes");
            }
            byte[] entry = in.readNBytes(length);
            if (entry.length < length) {
                throw new EOFException("the log broke off within an entry");
            }
            LogLine line = (stream == STDERR ? stderr : stdout).add(new String(entry, StandardCharsets.UTF_8));
            if (line != null) {
                return line;
            }
        }
        return atTheEnd.poll();
    }

    /** What has come of a line so far. */
    private static final class UnfinishedLine {

        private final String stream;
        private final StringBuilder text = new StringBuilder();
        private @Nullable Instant at;

        UnfinishedLine(String stream) {
            this.stream = stream;
        }

        @Nullable
        LogLine add(String entry) {
            int space = entry.indexOf(' ');
            Instant time = space < 0 ? null : time(entry.substring(0, space));
            if (text.isEmpty()) {
                at = time;
            }
            text.append(time == null ? entry : entry.substring(space + 1));
            boolean whole = !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
            return whole || text.length() >= LONGEST_LINE ? take() : null;
        }

        void finish(Queue<LogLine> lines) {
            if (!text.isEmpty()) {
                lines.add(take());
            }
        }

        private LogLine take() {
            int end = text.length();
            if (end > 0 && text.charAt(end - 1) == '\n') {
                end--;
            }
            if (end > 0 && text.charAt(end - 1) == '\r') {
                end--;
            }
            LogLine line = new LogLine(stream, at, text.substring(0, end));
            text.setLength(0);
            return line;
        }

        private static @Nullable Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return null; // the engine did not say
            }
        }
    }
}

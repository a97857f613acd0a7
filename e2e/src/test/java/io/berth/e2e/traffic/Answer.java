package io.berth.e2e.traffic;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The head of an answer. */
record Answer(int status, String reason, Map<String, String> headers) {

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int SWITCHING_PROTOCOLS = 101;

    /** The final one: what only says that there is more to come is passed over. */
    static Answer read(Connection connection) throws Lost {
        Answer answer = readAny(connection);
        while (answer.status < 200 && answer.status != SWITCHING_PROTOCOLS) {
            answer = readAny(connection);
        }
        return answer;
    }

    private static Answer readAny(Connection connection) throws Lost {
        String first = connection.readLine();
        if (!first.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new Lost(Trouble.WRONG_ANSWER, "no HTTP: " + first);
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new Lost(Trouble.WRONG_ANSWER, "no header: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(first.substring(9, 12)), first.substring(9), headers);
    }

    String version() {
        return headers.getOrDefault("x-version", "none");
    }

    boolean announcesClose() {
        return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    Answer require(int wanted) throws Lost {
        if (status != wanted) {
            throw new Lost(Trouble.STATUS, reason);
        }
        return this;
    }

    String text(Connection connection) throws Lost {
        return new String(body(connection), StandardCharsets.UTF_8);
    }

    /** An answer that ends with its connection is none: nobody could tell whether it is whole. */
    byte[] body(Connection connection) throws Lost {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(connection);
        }
        byte[] body = new byte[length(headers.getOrDefault("content-length", "no length"), 10)];
        connection.read(body);
        return body;
    }

    private static byte[] chunks(Connection connection) throws Lost {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            byte[] chunk = new byte[length(connection.readLine(), 16)];
            connection.read(chunk);
            body.writeBytes(chunk);
            String end = connection.readLine();
            if (!end.isEmpty()) {
                throw new Lost(Trouble.WRONG_ANSWER, "after a chunk: " + end);
            }
            if (chunk.length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static int length(String text, int radix) throws Lost {
        try {
            int length = Integer.parseInt(text, radix);
            if (length >= 0 && length <= LARGEST) {
                return length;
            }
            throw new Lost(Trouble.WRONG_ANSWER, "a length of " + length);
        } catch (NumberFormatException e) {
            throw new Lost(Trouble.WRONG_ANSWER, "a length of '" + text + "'");
        }
    }
}

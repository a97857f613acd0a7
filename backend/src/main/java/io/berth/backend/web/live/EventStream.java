package io.berth.backend.web.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. Each call reaches the browser before it returns, or fails because nobody reads any more. */
public final class EventStream {

    private final HttpServletResponse response;
    private final OutputStream out;

    private EventStream(HttpServletResponse response, OutputStream out) {
        this.response = response;
        this.out = out;
    }

    public static EventStream open(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // A proxy that collects output would hold the news back.
        response.setHeader("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(response, response.getOutputStream());
        stream.write("retry: 1000\n\n");
        return stream;
    }

    /** @param data one line */
    public void event(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** Keeps the connection alive, and finds out whether it is. */
    public void heartbeat() throws IOException {
        write(": \n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }
}

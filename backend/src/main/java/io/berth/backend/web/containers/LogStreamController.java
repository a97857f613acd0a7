package io.berth.backend.web.containers;

import io.berth.backend.nodes.ContainerLogs;
import io.berth.backend.nodes.LogTail;
import io.berth.backend.nodes.LogUnavailableException;
import io.berth.backend.services.Container;
import io.berth.backend.services.ContainerState;
import io.berth.backend.services.Services;
import io.berth.backend.web.TeamPage;
import io.berth.backend.web.live.EventStream;
import io.berth.backend.web.live.StillAllowed;
import io.berth.protocol.LogLine;
import io.berth.protocol.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A container's log as server-sent events: {@code start}, then {@code lines} with bunches of stream, time and text, and
 * {@code end} with the reason if no more will come. When the browser leaves, the host stops sending.
 */
@Controller
@RequestMapping("/t/{team}/containers/{id}/logs/stream")
class LogStreamController {

    private static final int TAIL = 300;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int QUIET_ROUNDS_PER_HEARTBEAT = 30;

    /** Nobody reads more than a thousand lines a second, and a browser that has to draw them stands still. */
    private static final Duration BREATH = Duration.ofMillis(250);

    private final Services services;
    private final ContainerLogs logs;
    private final StillAllowed allowed;

    LogStreamController(Services services, ContainerLogs logs, StillAllowed allowed) {
        this.services = services;
        this.logs = logs;
        this.allowed = allowed;
    }

    @GetMapping
    void stream(TeamPage page, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response)
            throws InterruptedException {
        Container container = services.container(page.teamId(), id);
        String session = allowed.sessionOf(request);
        try {
            EventStream stream = EventStream.open(response);
            stream.event("start", "");
            if (container.state() == ContainerState.TERMINATED) {
                kept(container, stream);
            } else {
                tail(container, stream, page, session);
            }
        } catch (IOException readerLeft) {
            // The ordinary end of a log that is followed.
            return;
        }
    }

    /** All that is left of a container that is gone: the last lines of one that failed. */
    private static void kept(Container container, EventStream stream) throws IOException {
        String log = container.failureLog();
        if (log != null) {
            stream.event(
                    "lines",
                    Wire.write(log.lines()
                            .map(text -> words(new LogLine("stdout", null, text)))
                            .toList()));
        }
        stream.event("end", "The container is gone, and its log went with it.");
    }

    private void tail(Container container, EventStream stream, TeamPage page, @Nullable String session)
            throws IOException, InterruptedException {
        try (LogReader reader = new LogReader();
                LogTail tail = logs.open(container.nodeId(), container.engineName(), TAIL, true, reader)) {
            int quiet = 0;
            while (!(tail.ended().isDone() && reader.empty())) {
                List<LogLine> lines = reader.next(PATIENCE);
                quiet = lines.isEmpty() ? quiet + 1 : 0;
                if (!lines.isEmpty()) {
                    stream.event(
                            "lines",
                            Wire.write(lines.stream()
                                    .map(LogStreamController::words)
                                    .toList()));
                    breathe(lines);
                } else if (quiet % QUIET_ROUNDS_PER_HEARTBEAT == 0) {
                    stream.heartbeat();
                    if (!allowed.check(session, page)) {
                        return;
                    }
                }
            }
            stream.event("end", reason(tail));
        } catch (LogUnavailableException e) {
            stream.event("end", oneLine(e));
        }
    }

    private static void breathe(List<LogLine> sent) throws InterruptedException {
        if (sent.size() == LogReader.BUNCH) {
            Thread.sleep(BREATH);
        }
    }

    private static List<@Nullable String> words(LogLine line) {
        return Arrays.asList(line.stream(), line.at() == null ? null : line.at().toString(), line.text());
    }

    private static String reason(LogTail tail) {
        return tail.ended().isCompletedExceptionally()
                ? oneLine(tail.ended().exceptionNow())
                : "The log ends here: the container has stopped.";
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}

package io.berth.backend.web.containers;

import io.berth.backend.nodes.ContainerLogs;
import io.berth.backend.nodes.LogTail;
import io.berth.backend.nodes.LogUnavailableException;
import io.berth.backend.services.Container;
import io.berth.backend.services.Services;
import io.berth.backend.web.TeamPage;
import io.berth.protocol.LogLine;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** A container's log as a text file. */
@Controller
@RequestMapping("/t/{team}/containers/{id}/logs/download")
class LogDownloadController {

    private static final int MOST_LINES = 100_000;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Services services;
    private final ContainerLogs logs;

    LogDownloadController(Services services, ContainerLogs logs) {
        this.services = services;
        this.logs = logs;
    }

    @GetMapping
    void download(TeamPage page, @PathVariable UUID id, HttpServletResponse response)
            throws IOException, InterruptedException {
        Container container = services.container(page.teamId(), id);
        try (LogReader reader = new LogReader();
                LogTail tail = logs.open(container.nodeId(), container.engineName(), MOST_LINES, false, reader)) {
            // The first lines or a failure come before the headers: a failure is a page, not a file.
            List<LogLine> first = firstLines(tail, reader);
            if (first.isEmpty() && tail.ended().isCompletedExceptionally()) {
                throw new LogAwayException(
                        String.valueOf(tail.ended().exceptionNow().getMessage()));
            }
            writeAll(tail, reader, first, container, response);
        } catch (LogUnavailableException e) {
            throw new LogAwayException(String.valueOf(e.getMessage()));
        }
    }

    private static List<LogLine> firstLines(LogTail tail, LogReader reader) throws InterruptedException {
        List<LogLine> lines = List.of();
        while (lines.isEmpty() && !(tail.ended().isDone() && reader.empty())) {
            lines = reader.next(PATIENCE);
        }
        return lines;
    }

    private static void writeAll(
            LogTail tail, LogReader reader, List<LogLine> first, Container container, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(container.displayName() + ".log", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        Writer out = response.getWriter();
        List<LogLine> lines = first;
        while (!lines.isEmpty() || !(tail.ended().isDone() && reader.empty())) {
            for (LogLine line : lines) {
                out.write((line.at() == null ? "" : line.at() + " ") + line.text() + "\n");
            }
            lines = reader.next(PATIENCE);
        }
        out.flush();
    }

    @ExceptionHandler
    ModelAndView away(LogAwayException e) {
        ModelAndView page = new ModelAndView("error", HttpStatus.SERVICE_UNAVAILABLE);
        page.addObject("status", HttpStatus.SERVICE_UNAVAILABLE.value());
        page.addObject("reason", e.getMessage());
        return page;
    }

    /** The log cannot be had now, in words for a person. */
    private static final class LogAwayException extends RuntimeException {

        LogAwayException(String message) {
            super(message);
        }
    }
}

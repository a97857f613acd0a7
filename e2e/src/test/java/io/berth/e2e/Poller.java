package io.berth.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks every container of a service for its page, each at its own address, every 50 ms, and remembers who answered. */
final class Poller implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2000;

    private final Supplier<List<ContainerOnEngine>> containers;
    private final int port;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
    private final List<CompletableFuture<Sample>> samples = new ArrayList<>();

    private Poller(Supplier<List<ContainerOnEngine>> containers, int port) {
        this.containers = containers;
        this.port = port;
        ticks.scheduleAtFixedRate(this::tick, 0, 50, TimeUnit.MILLISECONDS);
    }

    /** @param installation the id of the installation whose service it is */
    static Poller of(String installation, String service, int port) {
        return of(() -> TestBed.get().engine().containers(installation, service), port);
    }

    /** @param containers whose pages are asked for; an engine that does not answer has none */
    static Poller of(Supplier<List<ContainerOnEngine>> containers, int port) {
        return new Poller(containers, port);
    }

    private void tick() {
        CompletableFuture<Sample> sample = CompletableFuture.supplyAsync(this::look, visits);
        synchronized (samples) {
            samples.add(sample);
        }
    }

    private Sample look() {
        Instant at = Instant.now();
        List<ContainerOnEngine> present = present();
        List<CompletableFuture<Optional<String>>> answers = present.stream()
                .map(ContainerOnEngine::address)
                .filter(address -> !address.isEmpty())
                .map(address -> CompletableFuture.supplyAsync(() -> page(address), visits))
                .toList();
        return new Sample(
                at,
                present,
                answers.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private List<ContainerOnEngine> present() {
        try {
            return containers.get();
        } catch (RuntimeException noAnswer) {
            return List.of();
        }
    }

    private Optional<String> page(String address) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.contains(" 200 ")) {
                return Optional.empty();
            }
            return Optional.of(answer.substring(answer.indexOf("\r\n\r\n") + 4).strip());
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    /** Waits until so many answer at once. */
    Poller awaitAnswering(int count) {
        Await.until(
                count + " containers answer",
                Duration.ofSeconds(90),
                this::answeringNow,
                answering -> answering >= count);
        return this;
    }

    int answeringNow() {
        List<Sample> seen = seen();
        return seen.isEmpty() ? 0 : seen.getLast().answering();
    }

    /** How many looks were taken since so many answered for the first time, and the fewest that answered in one of them. */
    Lowest lowestSince(int count) {
        List<Sample> since =
                seen().stream().dropWhile(s -> s.answering() < count).toList();
        return new Lowest(
                since.size(), since.stream().mapToInt(Sample::answering).min().orElse(0));
    }

    /** The most containers that were seen at once in one slot and of one revision. */
    long mostAtOnce(int slot, int revision) {
        return seen().stream()
                .mapToLong(s -> s.containers().stream()
                        .filter(c -> c.slot() == slot && c.revision() == revision)
                        .count())
                .max()
                .orElse(0);
    }

    /** The order in which slots were first seen running a revision. */
    List<Integer> slotsInOrderOf(int revision) {
        return seen().stream()
                .flatMap(s -> s.containers().stream())
                .filter(c -> c.revision() == revision && c.running())
                .map(ContainerOnEngine::slot)
                .distinct()
                .toList();
    }

    /** Every look so far. */
    List<Sample> seen() {
        synchronized (samples) {
            return samples.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    @Override
    public void close() {
        ticks.close();
        visits.close();
    }

    record Sample(Instant at, List<ContainerOnEngine> containers, List<String> pages) {
        int answering() {
            return pages.size();
        }
    }

    record Lowest(int looks, int answering) {}
}

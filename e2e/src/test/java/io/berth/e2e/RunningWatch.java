package io.berth.e2e;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.berth.protocol.Labels;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Listens to every start and end on an engine, and notes what must never be: two containers at once in a slot that has a
 * volume, and two of one revision in any slot. When the engine has been away, it begins with what runs then.
 */
final class RunningWatch implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Engine engine;
    private final String installation;
    private final Set<String> exclusive;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Set<String>> running = new HashMap<>();
    private final Thread listener;
    private volatile boolean closed;
    private int starts;

    @Nullable
    private Exception lastBreak;

    /** @param exclusive names of the services whose slots have volumes */
    RunningWatch(Engine engine, String installation, Set<String> exclusive) {
        this.engine = engine;
        this.installation = installation;
        this.exclusive = exclusive;
        this.listener = Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!closed) {
            try (Listening listening = new Listening()) {
                engine.docker()
                        .eventsCmd()
                        .withEventTypeFilter(EventType.CONTAINER)
                        .withLabelFilter(Labels.INSTALLATION + "=" + installation)
                        .exec(listening);
                listening.begunOrBroken.await();
                beginWithWhatRuns();
                listening.awaitCompletion();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | IOException away) {
                brokenOff(away);
                Await.pause(GLANCE);
            }
        }
    }

    private synchronized void brokenOff(Exception why) {
        lastBreak = why;
    }

    private synchronized void beginWithWhatRuns() {
        running.clear();
        for (ContainerOnEngine container : engine.containers(installation)) {
            if (container.running()) {
                began(container.service(), container.slot(), container.revision(), container.id());
            }
        }
    }

    private synchronized void heard(Event event) {
        Map<String, String> labels =
                event.getActor() == null || event.getActor().getAttributes() == null
                        ? Map.of()
                        : event.getActor().getAttributes();
        String id =
                event.getActor() == null ? "" : String.valueOf(event.getActor().getId());
        if ("start".equals(event.getAction())) {
            starts++;
            began(
                    labels.getOrDefault(Labels.SERVICE_NAME, ""),
                    Integer.parseInt(labels.getOrDefault(Labels.SLOT, "0")),
                    Integer.parseInt(labels.getOrDefault(Labels.REVISION, "0")),
                    id);
        } else if ("die".equals(event.getAction())) {
            running.values().forEach(ids -> ids.remove(id));
        }
    }

    private void began(String service, int slot, int revision, String id) {
        String place = service + "-" + slot;
        if (exclusive.contains(service)) {
            alone("volume of " + place, id);
        }
        alone("revision " + revision + " in " + place, id);
    }

    private void alone(String what, String id) {
        Set<String> ids = running.computeIfAbsent(what, _ -> new LinkedHashSet<>());
        ids.add(id);
        if (ids.size() > 1) {
            violations.add("two at once with the " + what + ": " + ids);
        }
    }

    /** What must not be and was seen since the last time that this was asked. */
    synchronized List<String> violations() {
        List<String> seen = List.copyOf(violations);
        violations.clear();
        return seen;
    }

    /** @throws AssertionError if it has heard of no start: then it cannot have seen anything that must not be */
    synchronized void requireHeard() {
        if (starts == 0) {
            throw new AssertionError("no start of a container was heard of", lastBreak);
        }
    }

    @Override
    public void close() {
        closed = true;
        listener.interrupt();
    }

    private final class Listening extends ResultCallback.Adapter<Event> {

        /** The library's own latch is not released when the engine cannot be reached. */
        private final CountDownLatch begunOrBroken = new CountDownLatch(1);

        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            begunOrBroken.countDown();
        }

        @Override
        public void onNext(Event event) {
            heard(event);
        }

        @Override
        public void onError(Throwable error) {
            super.onError(error);
            begunOrBroken.countDown();
        }
    }
}

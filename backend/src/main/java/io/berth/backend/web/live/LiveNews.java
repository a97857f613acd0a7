package io.berth.backend.web.live;

import io.berth.backend.audit.Changed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Hands the news to those who watch, each the news of its own team.
 *
 * <p>The last news are kept: a watcher names the place ({@code cursor}) from which it missed them, so that nothing is lost
 * between the making of a page and its stream, or over a broken connection.
 */
@Component
public class LiveNews implements SmartLifecycle {

    /** Tells a page that its place is not known here: it has to ask for everything anew. */
    static final String RESYNC = "resync";

    private static final int KEPT = 1_000;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Entry> recent = new ArrayDeque<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private long last;
    private volatile boolean open;

    /** The place after all that has happened so far. */
    public synchronized String cursor() {
        return run + "-" + last;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(Changed changed) {
        synchronized (this) {
            last++;
            recent.addLast(new Entry(last, changed.teamId(), changed.topic()));
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
        watches.stream().filter(w -> concerns(changed.teamId(), w.teamId())).forEach(w -> w.tell(changed.topic()));
    }

    /** Whoever signs out stops hearing at once. */
    @EventListener
    void on(LogoutSuccessEvent signedOut) {
        watches.forEach(Watch::doubt);
    }

    /** Starts to watch a team's news, after those that were already told up to the cursor. */
    Watch watch(UUID teamId, String cursor) {
        Watch watch = new Watch(teamId, watches::remove);
        watches.add(watch);
        missed(teamId, cursor).forEach(watch::tell);
        if (!open) {
            watch.close();
        }
        return watch;
    }

    private synchronized Set<String> missed(UUID teamId, String cursor) {
        Long seen = placeOf(cursor);
        if (seen == null) {
            return Set.of(RESYNC);
        }
        return recent.stream()
                .filter(e -> e.number > seen && concerns(e.teamId, teamId))
                .map(Entry::topic)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private @Nullable Long placeOf(String cursor) {
        if (!cursor.startsWith(run + "-")) {
            return null;
        }
        try {
            long seen = Long.parseLong(cursor.substring(run.length() + 1));
            return seen > last || seen < last - recent.size() ? null : seen;
        } catch (NumberFormatException e) {
            return null; // made up by somebody: as good as none
        }
    }

    private static boolean concerns(@Nullable UUID newsOf, UUID watching) {
        return newsOf == null || newsOf.equals(watching);
    }

    @Override
    public void start() {
        open = true;
    }

    /** Streams never end by themselves; a graceful shutdown would wait for them in vain. */
    @Override
    public void stop() {
        open = false;
        watches.forEach(Watch::close);
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** Stopped before the web server waits for its requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private record Entry(long number, @Nullable UUID teamId, String topic) {}
}

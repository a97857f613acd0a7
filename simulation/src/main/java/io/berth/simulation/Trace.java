package io.berth.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What has happened: as a hash always, in words only when somebody wants to read them. */
final class Trace {

    private static final int KEPT = 60;

    private final @Nullable Consumer<String> reader;
    private final boolean inWords;
    private final Deque<String> last = new ArrayDeque<>();
    private long hash;
    private long now;

    private Trace(boolean inWords, @Nullable Consumer<String> reader) {
        this.inWords = inWords;
        this.reader = reader;
    }

    static Trace hashOnly() {
        return new Trace(false, null);
    }

    /** Keeps the last events in words, and hands every one to the reader if there is one. */
    static Trace inWords(@Nullable Consumer<String> reader) {
        return new Trace(true, reader);
    }

    /** The next event. */
    void at(long time, String what) {
        now = time;
        mix(what);
    }

    /** Something that an event did. */
    void note(String what, String about) {
        mix(what);
        mix(about);
        if (inWords) {
            say(what + " " + about);
        }
    }

    /** The same, with words that are too dear to make if nobody reads them. */
    void note(String what, String about, Supplier<Object> more) {
        mix(what);
        mix(about);
        if (inWords) {
            say(what + " " + about + ": " + more.get());
        }
    }

    private void say(String words) {
        String line = "%9.3f  %s".formatted(now / 1000.0, words);
        last.addLast(line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        if (reader != null) {
            reader.accept(line);
        }
    }

    private void mix(String words) {
        hash = Chance.mixed(hash * 31 + now * 0x9E3779B97F4A7C15L + words.hashCode());
    }

    long hash() {
        return hash;
    }

    List<String> last() {
        return List.copyOf(last);
    }
}

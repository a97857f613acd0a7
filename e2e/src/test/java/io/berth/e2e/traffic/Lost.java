package io.berth.e2e.traffic;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request fails. */
final class Lost extends Exception {

    private static final long serialVersionUID = 1;

    private final Trouble trouble;

    Lost(Trouble trouble, String seen) {
        this(trouble, seen, null);
    }

    Lost(Trouble trouble, String seen, @Nullable IOException cause) {
        super(seen, cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }

    String seen() {
        return getCause() == null ? getMessage() + "" : getMessage() + ": " + getCause();
    }
}

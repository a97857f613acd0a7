package io.berth.e2e;

import org.jspecify.annotations.Nullable;

/** Closes what a test class has opened, also when it has not come to open all of it. */
final class Closing {

    private Closing() {}

    /** In this order; one that does not close keeps none of the others from it. */
    static void all(@Nullable AutoCloseable... opened) {
        AssertionError trouble = new AssertionError("not everything could be closed");
        for (AutoCloseable one : opened) {
            if (one != null) {
                close(one, trouble);
            }
        }
        if (trouble.getSuppressed().length > 0) {
            throw trouble;
        }
    }

    private static void close(AutoCloseable one, AssertionError trouble) {
        try {
            one.close();
        } catch (Exception | AssertionError e) {
            trouble.addSuppressed(e);
        }
    }
}

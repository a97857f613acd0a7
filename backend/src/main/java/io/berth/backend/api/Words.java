package io.berth.backend.api;

import java.util.Locale;

/** How the API spells words that are Berth's own, such as {@code start_first}. */
public final class Words {

    private Words() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

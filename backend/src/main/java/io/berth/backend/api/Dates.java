package io.berth.backend.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates as the API writes them, such as {@code Mon, 13 Oct 2014 11:01:43 +0000}; read also as ISO 8601. */
public final class Dates {

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Dates() {}

    public static String text(Instant instant) {
        return WRITTEN.format(instant);
    }

    public static @Nullable String optional(@Nullable Instant instant) {
        return instant == null ? null : text(instant);
    }

    public static Optional<Instant> read(String text) {
        // In a query an unescaped plus sign arrives as a blank.
        String date = text.strip().replaceFirst("\\s+(\\d{4})$", " +$1");
        try {
            if (date.contains(",")) {
                return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
            }
            if (date.contains("T")) {
                return Optional.of(
                        DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC).parse(date, Instant::from));
            }
            return Optional.of(
                    LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}

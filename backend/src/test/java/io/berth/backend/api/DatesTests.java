package io.berth.backend.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTests {

    private static final Instant THEN = Instant.parse("2014-10-13T11:01:43Z");

    @Test
    void datesAreWrittenInTheCustomaryForm() {
        assertThat(Dates.text(THEN.plusMillis(999))).isEqualTo("Mon, 13 Oct 2014 11:01:43 +0000");
        assertThat(Dates.optional(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 13 Oct 2014 11:01:43 +0000",
                "Mon, 13 Oct 2014 11:01:43  0000",
                "Mon, 13 Oct 2014 13:01:43 +0200",
                "Mon, 13 Oct 2014 11:01:43 GMT",
                "2014-10-13T11:01:43Z",
                "2014-10-13T11:01:43",
                "2014-10-13T13:01:43+02:00",
            })
    void datesAreReadInSeveralForms(String text) {
        assertThat(Dates.read(text)).contains(THEN);
    }

    @Test
    void aDayBeginsAtMidnight() {
        assertThat(Dates.read("2014-10-13")).contains(Instant.parse("2014-10-13T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2014", "13.10.2014", "2014-13-13", "T", ","})
    void whatIsNoDateIsNone(String text) {
        assertThat(Dates.read(text)).isEmpty();
    }
}

package io.berth.backend.web;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What was just done, said on the next page.
 *
 * @param kind {@code good}, {@code warn} or {@code bad}
 * @param link where to see more, if anywhere
 */
public record Flash(
        String kind,
        String text,
        @Nullable String link,
        @Nullable String linkWords) implements Serializable {

    public static Flash done(String text) {
        return new Flash("good", text, null, null);
    }

    public static Flash refused(String text) {
        return new Flash("bad", text, null, null);
    }

    public Flash with(String place, String words) {
        return new Flash(kind, text, place, words);
    }

    public void on(RedirectAttributes next) {
        next.addFlashAttribute("flash", this);
    }
}

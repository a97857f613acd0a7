package io.berth.backend.web;

import jakarta.servlet.http.HttpServletRequest;

/** Chooses between a whole page and the part of it that follows the news. */
public final class LivePart {

    private LivePart() {}

    /** The view for this request: the template, or only its fragment {@code part} if htmx asks for an update. */
    public static String of(String template, HttpServletRequest request) {
        return wanted(request) ? template + " :: part" : template;
    }

    static boolean wanted(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }
}

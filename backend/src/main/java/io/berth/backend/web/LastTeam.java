package io.berth.backend.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** The team whose pages somebody looked at last in this session: where the front door leads. */
public final class LastTeam {

    private static final String ATTRIBUTE = "last-team";

    private LastTeam() {}

    public static String of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof String name ? name : "";
    }

    static void remember(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        if (session != null && !name.equals(session.getAttribute(ATTRIBUTE))) {
            session.setAttribute(ATTRIBUTE, name);
        }
    }
}

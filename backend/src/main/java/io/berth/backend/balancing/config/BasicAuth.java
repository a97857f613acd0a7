package io.berth.backend.balancing.config;

import java.util.ArrayList;
import java.util.List;

/** Names and passwords without which nobody gets to a service. */
final class BasicAuth {

    private static final String USERS = "berth_users";

    private final Settings balancer;

    BasicAuth(Settings balancer) {
        this.balancer = balancer;
    }

    /** Also if no user could be read: then nobody gets in, rather than everybody. */
    boolean wanted() {
        return balancer.has("HTTP_BASIC_AUTH") || balancer.has("HTTP_BASIC_AUTH_SECURE");
    }

    void write(ConfigText text) {
        if (wanted()) {
            text.section("userlist " + USERS)
                    .lines(users("HTTP_BASIC_AUTH", "insecure-password"))
                    .lines(users("HTTP_BASIC_AUTH_SECURE", "password"));
        }
    }

    String condition() {
        return "http-request auth realm berth unless { http_auth(" + USERS + ") }";
    }

    private List<String> users(String key, String kind) {
        List<String> users = new ArrayList<>();
        int number = 0;
        for (String entry : CommaList.of(balancer.raw(key))) {
            number++;
            int colon = entry.indexOf(':');
            // HAProxy reads a password as one line; the sentence says the number, since the entry is a secret.
            if (colon < 1 || colon == entry.length() - 1 || entry.chars().anyMatch(c -> c < ' ')) {
                balancer.problem(key, "has no user:password as its entry number " + number + ": nobody gets in by it.");
            } else {
                users.add("user " + Quoted.of(entry.substring(0, colon)) + " " + kind + " "
                        + Quoted.of(entry.substring(colon + 1)));
            }
        }
        return users.stream().distinct().toList();
    }
}

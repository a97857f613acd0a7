package io.berth.backend.api;

import io.berth.backend.deployments.Deployment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The answer of a call that has started an action: the header names it. */
public final class Accepted {

    private static final String HEADER = "X-Tutum-Action-URI";

    private Accepted() {}

    /** @param body the object in its new state */
    public static <A> ResponseEntity<A> by(Deployment action, A body) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HEADER, Uris.action(action.id()))
                .body(body);
    }
}

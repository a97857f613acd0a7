package io.berth.backend.api;

import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.DeploymentRequest.WhenBusy;
import io.berth.backend.services.ServiceDefinition.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a call that starts an action: a key by which it is carried out once even if it is repeated, what to do if
 * the service is busy, and for some calls a revision and a strategy.
 */
public final class ActionCall {

    static final String KEY = "request_key";
    static final String WHEN_BUSY = "when_busy";
    static final String REUSE_VOLUMES = "reuse_volumes";
    static final int LONGEST_KEY = 200;

    private final Fields body;
    private final @Nullable String key;
    private final WhenBusy whenBusy;

    private ActionCall(Fields body, @Nullable String key, WhenBusy whenBusy) {
        this.body = body;
        this.key = key;
        this.whenBusy = whenBusy;
    }

    /** @param query of the request: what is in the body as well counts as it is there */
    static ActionCall of(Fields body, Query query) {
        String sent = body.optionalText(KEY, null);
        String key = sent == null ? query.value(KEY) : sent;
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0)) {
            body.wrong(KEY, "give a text of 1 to " + LONGEST_KEY + " characters");
        }
        String volumes = query.value(REUSE_VOLUMES);
        if (!body.flag(REUSE_VOLUMES, true) || (volumes != null && !Boolean.parseBoolean(volumes))) {
            body.wrong(REUSE_VOLUMES, "volumes are always kept: leave this out");
        }
        return new ActionCall(body, key, whenBusy(body, query));
    }

    /** What is to happen if the service is busy, for a call that has more to say than the others. */
    public static WhenBusy whenBusy(Fields body, Query query) {
        return body.word(WHEN_BUSY, query.value(WHEN_BUSY), WhenBusy.class, WhenBusy.QUEUE);
    }

    /** The number of the revision that the call is about. */
    public int revision() {
        if (!body.has("revision")) {
            body.wrong("revision", "give the number of a revision");
        }
        return body.number("revision", 0);
    }

    /** A number that the call is about; wrong if there is none. */
    public int number(String field, String hint) {
        if (!body.has(field)) {
            body.wrong(field, hint);
        }
        return body.number(field, 0);
    }

    public int number(String field, int absent) {
        return body.number(field, absent);
    }

    /** A text that the call is about, if there is one. */
    public @Nullable String text(String field) {
        return body.optionalText(field, null);
    }

    public void wrong(String field, String message) {
        body.wrong(field, message);
    }

    /** All that was sent, for a call that takes no strategy. */
    public DeploymentRequest request() {
        body.finish();
        return DeploymentRequest.of(key).whenBusy(whenBusy);
    }

    /** @param usual the strategy as far as the call does not say otherwise */
    public DeploymentRequest request(Rollout usual) {
        Rollout rollout = body.object("rollout", usual, fields -> Strategy.read(fields, usual));
        return request().with(rollout.equals(usual) ? null : rollout);
    }

    /** The query of a request. */
    @FunctionalInterface
    public interface Query {
        @Nullable
        String value(String name);
    }
}

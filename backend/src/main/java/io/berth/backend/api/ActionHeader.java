package io.berth.backend.api;

/** The header that names the action which a call has started. */
public final class ActionHeader {

    public static final String NAME = "X-Tutum-Action-URI";

    private ActionHeader() {}
}

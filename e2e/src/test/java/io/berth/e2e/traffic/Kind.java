package io.berth.e2e.traffic;

/** What a client can be in the middle of when the server changes. */
public enum Kind {
    /** A short request on a connection that has served others before. */
    KEPT,
    /** A short request on a connection of its own. */
    FRESH,
    /** An answer that takes seconds. */
    DOWNLOAD,
    /** A request that takes a second. */
    UPLOAD,
    /** A WebSocket that lives some seconds; its stalls are those of single messages. */
    WEBSOCKET
}

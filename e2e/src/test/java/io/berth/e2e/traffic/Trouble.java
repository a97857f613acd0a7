package io.berth.e2e.traffic;

/** How a request can fail. */
public enum Trouble {
    /** No connection came about. */
    NO_CONNECTION,
    /**
     * A kept connection ended after a request was written to it and before a byte of the answer. HTTP lets a client repeat
     * some such requests; whether that is good enough is for the reader of the numbers to say, so they stand alone.
     */
    CLOSED_ON_REUSE,
    /** The same on a connection that had served no request before. */
    CLOSED_BEFORE_ANSWER,
    /** The connection ended in the middle of an answer, or a WebSocket without a closing frame. */
    CUT,
    /** An answer came in full, with a status that tells of no success. */
    STATUS,
    /** What came is not what was asked for. */
    WRONG_ANSWER,
    /** It took longer than any client would wait. */
    TIMEOUT,
    /** It had not ended in the time that stopping left to it. */
    UNFINISHED
}

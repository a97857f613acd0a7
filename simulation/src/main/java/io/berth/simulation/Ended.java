package io.berth.simulation;

/** The process in which this code runs has been killed: nothing may catch it but the one who started the code. */
final class Ended extends Error {

    private static final long serialVersionUID = 1L;

    Ended() {
        super("the process has ended", null, false, false);
    }
}

package io.berth.e2e.traffic;

/** What a client does for one request. */
interface Exchange {

    void run(Attempt attempt) throws Lost;
}

package io.berth.agent.jobs;

/** Looks at a container from outside, as those who use it do. No look takes longer than a few seconds. */
public interface Probe {

    /** Whether something accepts a connection there right now. */
    boolean accepts(String address, int port);

    /**
     * Asks for that path over HTTP, without following where it leads.
     *
     * @param path begins with a slash
     */
    HttpAnswer get(String address, int port, String path);

    /** What came of a question over HTTP. */
    sealed interface HttpAnswer {

        record Status(int code) implements HttpAnswer {}

        /** @param words why, such as "Connection refused" */
        record None(String words) implements HttpAnswer {}
    }
}

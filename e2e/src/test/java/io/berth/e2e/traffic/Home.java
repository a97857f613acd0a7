package io.berth.e2e.traffic;

/** The short request. */
final class Home {

    private Home() {}

    /** @return whether the connection may be used again */
    static boolean ask(Connection connection, Target target, boolean last, Attempt attempt) throws Lost {
        connection.beginRequest();
        connection.send(
                "GET / HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(target.name(), last ? "Connection: close\r\n" : ""));
        Answer answer = attempt.answered(Answer.read(connection)).require(200);
        String page = answer.text(connection);
        if (!page.startsWith("traffic " + answer.version() + " ")) {
            throw new Lost(Trouble.WRONG_ANSWER, "version " + answer.version() + " said " + page);
        }
        return !answer.announcesClose();
    }
}

package io.berth.agent.jobs;

import java.util.regex.Pattern;

/**
 * A line for HAProxy.
 *
 * @param maybeLater whether it may be refused for now: a server goes only when nothing is connected to it any more
 */
record HaproxyCommand(String line, boolean maybeLater) {

    private static final Pattern DONE =
            Pattern.compile("|New server registered\\.|(IP changed|port changed|no need to change) .*", Pattern.DOTALL);

    static HaproxyCommand now(String line) {
        return new HaproxyCommand(line, false);
    }

    static HaproxyCommand maybeLater(String line) {
        return new HaproxyCommand(line, true);
    }

    /** HAProxy says nothing when it has done most commands, and something else for each of the others. */
    boolean refusedBy(String answer) {
        return !maybeLater && !DONE.matcher(answer.strip()).matches();
    }
}

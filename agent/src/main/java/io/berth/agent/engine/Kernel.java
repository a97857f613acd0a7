package io.berth.agent.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told from the version of a host's kernel. */
final class Kernel {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int MAJOR = 5;
    private static final int MINOR = 14;

    private Kernel() {}

    /** Whether connections that wait at a socket that is closed can go to another one of the same port: since Linux 5.14. */
    static boolean handsOver(@Nullable String version) {
        Matcher parts = VERSION.matcher(String.valueOf(version));
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major > MAJOR || (major == MAJOR && Integer.parseInt(parts.group(2)) >= MINOR);
    }
}

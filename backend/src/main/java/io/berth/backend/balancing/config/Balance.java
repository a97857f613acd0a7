package io.berth.backend.balancing.config;

import java.util.regex.Pattern;

/**
 * An algorithm by which HAProxy chooses a server.
 *
 * @param text what follows {@code balance}
 */
record Balance(String text) {

    static final Balance DEFAULT = new Balance("roundrobin");

    private static final Pattern ANY_MODE =
            Pattern.compile("roundrobin|static-rr|leastconn|first|source|random(\\([1-9][0-9]{0,3}\\))?");
    private static final Pattern HTTP = Pattern.compile("uri( whole| path-only| len [0-9]{1,5}| depth [0-9]{1,5})*"
            + "|url_param [A-Za-z0-9_.-]+( check_post)?|hdr\\([A-Za-z0-9_-]+\\)( use_domain_only)?");
    private static final Pattern TCP = Pattern.compile("rdp-cookie(\\([A-Za-z0-9_-]+\\))?");

    static Balance parse(String text) throws Unreadable {
        String tidy = text.strip().replaceAll("\\s+", " ");
        if (ANY_MODE.matcher(tidy).matches()
                || HTTP.matcher(tidy).matches()
                || TCP.matcher(tidy).matches()) {
            return new Balance(tidy);
        }
        throw new Unreadable(
                "is “" + text
                        + "”, which HAProxy has no algorithm for: write roundrobin, leastconn, source or another that it knows.");
    }

    /** Some look at what only one kind of traffic has. */
    boolean suits(boolean tcp) {
        return !(tcp ? HTTP : TCP).matcher(text).matches();
    }

    /** Whether the choice is made by a hash, and not by turns or by load. */
    boolean hashes() {
        return text.equals("source")
                || HTTP.matcher(text).matches()
                || TCP.matcher(text).matches();
    }

    /**
     * Whether servers can come and go while HAProxy runs. Those that hash could not by themselves, but they are written with a
     * consistent hash, by which also fewer clients change servers when one comes or goes.
     */
    boolean changeable() {
        return !text.equals("static-rr");
    }
}

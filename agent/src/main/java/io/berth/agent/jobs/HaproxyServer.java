package io.berth.agent.jobs;

import io.berth.protocol.BalancerSetup;
import java.util.Map;
import java.util.Set;

/**
 * A server of a running HAProxy.
 *
 * @param status such as {@code UP 1/3}; a draining server that is down has {@code DOWN}
 * @param check what the last check found, with its code; empty before the first and where there is none
 * @param admin bits of what it was told to be
 * @param checking bits of the state of its check
 * @param weight as it was last set, whatever its state makes of that
 */
record HaproxyServer(
        String backend,
        String name,
        String address,
        int port,
        String status,
        String check,
        int admin,
        int checking,
        long sessions,
        BalancerSetup.Counters counters,
        int weight) {

    private static final int FORCED_MAINTENANCE = 0x01;
    private static final int ANY_MAINTENANCE = 0x01 | 0x02 | 0x20;
    private static final int ANY_DRAIN = 0x08 | 0x10;
    private static final int CHECK_CONFIGURED = 0x02;
    private static final int CHECK_ENABLED = 0x04;

    private static final Set<String> PASSED = Set.of("L4OK", "L6OK", "L7OK", "L7OKC");
    private static final String BEFORE_THE_FIRST = "INI";
    private static final String UNDER_WAY = "* ";

    /**
     * @param stat its row of {@code show stat}
     * @param state its row of {@code show servers state}
     */
    static HaproxyServer of(Map<String, String> stat, Map<String, String> state) {
        return new HaproxyServer(
                text(stat, "pxname"),
                text(stat, "svname"),
                text(state, "srv_addr"),
                (int) number(state, "srv_port"),
                text(stat, "status"),
                lastCheck(text(stat, "check_status"), text(stat, "check_code")),
                (int) number(state, "srv_admin_state"),
                (int) number(state, "srv_check_state"),
                number(stat, "scur"),
                new BalancerSetup.Counters(
                        number(stat, "stot"),
                        number(stat, "econ") + number(stat, "eresp"),
                        number(stat, "wretr"),
                        number(stat, "hrsp_5xx")),
                (int) number(state, "srv_uweight"));
    }

    private static String lastCheck(String shown, String code) {
        String status = shown.startsWith(UNDER_WAY) ? shown.substring(UNDER_WAY.length()) : shown;
        if (status.equals(BEFORE_THE_FIRST)) {
            return "";
        }
        return code.isEmpty() ? status : status + " " + code;
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    /** What HAProxy does not count is empty. */
    private static long number(Map<String, String> row, String column) {
        String text = text(row, column);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    boolean inMaintenance() {
        return (admin & FORCED_MAINTENANCE) != 0;
    }

    boolean draining() {
        return (admin & ANY_DRAIN) != 0 && (admin & ANY_MAINTENANCE) == 0;
    }

    /** Whether it has a check that was not begun: so is every server that was added while HAProxy runs. */
    boolean awaitsItsCheck() {
        return (checking & CHECK_CONFIGURED) != 0 && (checking & CHECK_ENABLED) == 0;
    }

    BalancerSetup.Seen seen() {
        boolean up = status.startsWith("UP") || status.startsWith("DRAIN") || status.equals("no check");
        boolean checked = (checking & CHECK_CONFIGURED) == 0 || PASSED.contains(check.split(" ")[0]);
        return new BalancerSetup.Seen(backend, name, up, checked, draining(), status, check, sessions, counters);
    }
}

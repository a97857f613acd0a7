package io.berth.agent.jobs;

import io.berth.protocol.BalancerSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A configuration beside the one that runs, where HAProxy can judge it. */
final class HaproxyCandidate {

    private static final String FOLDER = BalancerSetup.FOLDER + "-candidate";

    static final List<String> CHECK =
            List.of("haproxy", "-c", "-f", BalancerSetup.MAIN_FILE.replace(BalancerSetup.FOLDER, FOLDER));

    private static final int LONGEST = 2000;
    private static final Pattern ALERT = Pattern.compile("\\[ALERT\\]\\s*\\(\\d+\\) : (?:config : )?(.*)");
    private static final Pattern MERE_COUNT = Pattern.compile("(Fatal errors|Error\\(s\\)) found in configuration.*");

    private HaproxyCandidate() {}

    /** Files name each other by their paths, so these move with them. What lies elsewhere stays as it is. */
    static Map<String, String> of(Map<String, String> files) {
        Map<String, String> moved = new HashMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith(BalancerSetup.FOLDER + "/")) {
                moved.put(moved(path), moved(text));
            }
        });
        return moved;
    }

    private static String moved(String text) {
        return text.replace(BalancerSetup.FOLDER + "/", FOLDER + "/");
    }

    /** What HAProxy finds wrong with it, in its own words, and with the places as they are in the files. */
    static String complaints(String output) {
        String alerts = output.lines()
                .map(ALERT::matcher)
                .filter(alert ->
                        alert.matches() && !MERE_COUNT.matcher(alert.group(1)).matches())
                .map(alert -> alert.group(1))
                .collect(Collectors.joining("\n"));
        String words = (alerts.isEmpty() ? output.strip() : alerts).replace(FOLDER + "/", "");
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }
}

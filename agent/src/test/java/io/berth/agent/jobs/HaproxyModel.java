package io.berth.agent.jobs;

import io.berth.agent.engine.Executed;
import io.berth.protocol.BalancerSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of HAProxy as the agent uses: its commands and answers as version 2.6 gives them, and a program around it. */
final class HaproxyModel {

    private static final Pattern STRUCTURE = Pattern.compile("setenv BERTH_STRUCTURE (\\S+)");
    private static final Pattern SERVER = Pattern.compile("server (\\S+)/(\\S+) (\\S+)");

    final Map<String, Box> servers = new LinkedHashMap<>();
    final List<String> given = new ArrayList<>();
    String structure = "";
    boolean answers = true;

    /** Whether a process from before a reload has sessions. */
    boolean formerAtWork;

    /** Whether it cannot use a configuration that is right by itself. */
    boolean cannotLoad;

    /** A command that begins so is refused. */
    String refuses = "nothing";

    /** Servers that somebody is connected to, whatever is done. */
    final List<String> held = new ArrayList<>();

    /** What runs in its container. */
    Executed run(Map<String, String> files, List<String> command) {
        if (command.getFirst().equals("timeout")) {
            return answers ? new Executed(0, talk(command.subList(8, command.size()))) : new Executed(7, "refused");
        }
        if (command.getFirst().equals("haproxy")) {
            String text = String.valueOf(files.get(command.getLast()));
            return text.contains("blance")
                    ? new Executed(
                            1,
                            "[ALERT]    (9) : config : parsing [" + command.getLast()
                                    + ":1] : unknown keyword 'blance'\n[ALERT]    (9) : config : Fatal errors found in configuration.\n")
                    : new Executed(0, "");
        }
        if (command.get(2).contains("kill -USR2 1")) {
            load(String.valueOf(files.get(BalancerSetup.MAIN_FILE)));
            return new Executed(0, "");
        }
        if (command.get(2).contains("/proc/")) {
            return new Executed(formerAtWork ? 0 : 1, "");
        }
        StringBuilder shown = new StringBuilder();
        for (String path : command.subList(4, command.size())) {
            if (files.containsKey(path)) {
                shown.append(path).append('\u001f').append(files.get(path)).append('\u001e');
            }
        }
        return new Executed(0, shown.toString());
    }

    void load(String configuration) {
        if (cannotLoad) {
            return;
        }
        Matcher named = STRUCTURE.matcher(configuration);
        structure = named.find() ? named.group(1) : "";
        answers = true;
        servers.clear();
        for (Matcher server = SERVER.matcher(configuration); server.find(); ) {
            Box box = new Box(server.group(3), true);
            box.admin = 0;
            box.checking = true;
            servers.put(server.group(1) + "/" + server.group(2), box);
        }
    }

    private String talk(List<String> lines) {
        StringBuilder answer = new StringBuilder();
        for (String line : lines) {
            answer.append(line.equals(HaproxyReading.QUESTION) ? reading() : give(line))
                    .append(HaproxyControl.END);
        }
        return answer.toString();
    }

    String reading() {
        StringBuilder stat = new StringBuilder(
                structure.isEmpty() ? "Variable not found\n\n" : "BERTH_STRUCTURE=" + structure + "\n\n");
        StringBuilder state = new StringBuilder(
                "1\n# be_id be_name srv_name srv_addr srv_admin_state srv_uweight srv_check_state srv_port\n");
        stat.append("# pxname,svname,scur,status,check_status,stot,econ,eresp,wretr,hrsp_5xx\n");
        servers.forEach((path, box) -> {
            String[] name = path.split("/");
            stat.append(
                    "%s,%s,0,%s,%s,1,0,0,0,\n".formatted(name[0], name[1], box.status(), box.checking ? "L4OK" : ""));
            state.append("1 %s %s %s %d %d %d %s\n"
                    .formatted(
                            name[0],
                            name[1],
                            box.host(),
                            box.admin,
                            box.weight,
                            (box.check ? 2 : 0) + (box.checking ? 4 : 0),
                            box.port()));
        });
        return stat.append('\n').append(state).append('\n').toString();
    }

    String give(String line) {
        given.add(line);
        if (line.startsWith(refuses)) {
            return "its words.\n";
        }
        String[] words = line.split(" ");
        String path = words[line.startsWith("shutdown") ? 3 : 2];
        Box box = servers.get(path);
        if (line.startsWith("add server ")) {
            if (box != null) {
                return "Already exists a server with the same name in backend.\n";
            }
            servers.put(path, new Box(words[3], line.contains(" check")));
            return "New server registered.\n\n";
        }
        if (box == null) {
            return "No such server.\n";
        }
        if (line.startsWith("enable health ")) {
            box.checking = box.check;
            return box.check ? "\n" : "Health checks are not configured on this server.\n";
        }
        if (line.startsWith("del server ")) {
            if (box.admin != 1) {
                return "Only servers in maintenance mode can be deleted.\n";
            }
            if (held.contains(path)) {
                return "Server still has connections attached to it, cannot remove it.\n";
            }
            servers.remove(path);
            return "Server deleted.\n\n";
        }
        if (words[3].equals("addr")) {
            box.socket = words[4] + ":" + words[6];
            return "IP changed from 'x' to 'y', port changed by 'stats socket command'\n\n";
        }
        if (words[3].equals("weight")) {
            box.weight = Integer.parseInt(words[4]);
        }
        if (words[3].equals("state")) {
            box.admin = Objects.requireNonNull(
                    Map.of("ready", 0, "maint", 1, "drain", 8).get(words[4]));
        }
        return "\n";
    }

    /** A server; one that is added is in maintenance, and its check waits. */
    static final class Box {

        String socket;
        final boolean check;
        boolean checking;
        int admin = 1;
        int weight = 1;

        Box(String socket, boolean check) {
            this.socket = socket;
            this.check = check;
        }

        private String host() {
            return socket.substring(0, socket.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
        }

        private String port() {
            return socket.substring(socket.lastIndexOf(':') + 1);
        }

        private String status() {
            return admin == 1 ? "MAINT" : admin == 8 ? "DRAIN" : checking ? "UP" : "no check";
        }
    }
}

package io.berth.backend.deployments.environment;

import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.EnvironmentVariable.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The customary variables of a link, in the manner of Docker's legacy links: {@code DB_PORT_3306_TCP_ADDR} and its kin. Where
 * those held addresses, these hold names, which survive a redeploy of the linked service.
 */
public final class LinkVariables {

    private LinkVariables() {}

    /** A numbered set for each container of the linked service, and one without a number for the service as a whole. */
    public static List<EnvironmentVariable> of(LinkTarget linked) {
        List<EnvironmentVariable> variables = new ArrayList<>();
        String prefix = prefix(linked.alias());
        addSet(variables, prefix, linked.name(), linked);
        for (int slot : linked.slots()) {
            addSet(variables, prefix + "_" + slot, linked.name() + "-" + slot, linked);
        }
        return variables;
    }

    /** Upper case, and an underscore for all that is neither letter nor digit. */
    public static String prefix(String alias) {
        return alias.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void addSet(List<EnvironmentVariable> variables, String prefix, String host, LinkTarget linked) {
        boolean first = true;
        for (String port : linked.ports()) {
            String number = port.substring(0, port.indexOf('/'));
            String protocol = port.substring(port.indexOf('/') + 1);
            String url = protocol + "://" + host + ":" + number;
            String group = prefix + "_PORT_" + number + "_" + protocol.toUpperCase(Locale.ROOT);
            if (first) {
                variables.add(plain(prefix + "_PORT", url));
                first = false;
            }
            variables.add(plain(group, url));
            variables.add(plain(group + "_ADDR", host));
            variables.add(plain(group + "_PORT", number));
            variables.add(plain(group + "_PROTO", protocol));
        }
        for (EnvironmentVariable v : linked.environment()) {
            variables.add(new EnvironmentVariable(prefix + "_ENV_" + v.key(), v.value(), Origin.LINK, v.secret()));
        }
    }

    private static EnvironmentVariable plain(String key, String value) {
        return new EnvironmentVariable(key, value, Origin.LINK, false);
    }
}

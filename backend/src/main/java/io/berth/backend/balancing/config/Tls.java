package io.berth.backend.balancing.config;

import io.berth.protocol.BalancerSetup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How encrypted connections are taken.
 *
 * @param bind what a bind line needs for them; empty if they cannot be taken, because there is no certificate
 * @param files those that it speaks of
 */
record Tls(String bind, Map<String, String> files) {

    private static final String CERTIFICATES = BalancerSetup.FOLDER + "/certs";
    /** Names the files one by one: whatever else lies in the folder, such as one of an earlier setup, is not used. */
    private static final String LIST = BalancerSetup.FOLDER + "/certs.list";

    private static final String AUTHORITIES = BalancerSetup.FOLDER + "/ca.pem";
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._-]+");
    private static final Tls NONE = new Tls("", Map.of());

    boolean available() {
        return !bind.isEmpty();
    }

    /**
     * @param services by alias, so that the same certificates always come in the same order
     * @param automatic those that came by themselves
     */
    static Tls of(Settings balancer, List<Settings> services, List<Certificate> automatic) {
        Map<String, String> files = new TreeMap<>();
        String certificates = certificates(balancer, services, automatic, files);
        if (certificates.isEmpty()) {
            return NONE;
        }
        try {
            return new Tls("ssl " + certificates + clientCheck(balancer, files), files);
        } catch (Unreadable e) {
            // Letting everybody in where only some are to get in would be worse than letting nobody in.
            balancer.problem(balancer.has("CA_CERT") ? "CA_CERT" : "CA_CERT_FILE", e.sentence());
            return NONE;
        }
    }

    private static String certificates(
            Settings balancer, List<Settings> services, List<Certificate> automatic, Map<String, String> files) {
        String folder = balancer.raw("CERT_FOLDER");
        if (PATH.matcher(folder).matches()) {
            return "crt " + folder + " alpn h2,http/1.1";
        }
        if (!folder.isEmpty()) {
            balancer.problem("CERT_FOLDER", "is “" + folder + "”, which is not an absolute path of a mounted folder.");
        }
        Set<Certificate> all = new LinkedHashSet<>();
        add(all, balancer, balancer.has("DEFAULT_SSL_CERT") ? "DEFAULT_SSL_CERT" : "SSL_CERT");
        services.forEach(s -> add(all, s, "DEFAULT_SSL_CERT"));
        services.forEach(s -> add(all, s, "SSL_CERT"));
        for (String key : balancer.lines("EXTRA_SSL_CERTS")) {
            if (!balancer.has(key)) {
                balancer.problem("EXTRA_SSL_CERTS", "names " + key + ", a variable that is not set.");
            }
            add(all, balancer, key);
        }
        all.addAll(automatic);
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        int number = 0;
        for (Certificate certificate : all) {
            String file = CERTIFICATES + "/cert" + number++ + ".pem";
            files.put(file, certificate.pem());
            list.append(file).append('\n');
        }
        files.put(LIST, list.toString());
        return "crt-list " + LIST + " alpn h2,http/1.1";
    }

    private static void add(Set<Certificate> all, Settings from, String key) {
        if (from.has(key) && !AutomaticCertificates.asks(from, key)) {
            try {
                all.add(Certificate.parse(from.raw(key)));
            } catch (Unreadable e) {
                from.problem(key, e.sentence());
            }
        }
    }

    private static String clientCheck(Settings balancer, Map<String, String> files) throws Unreadable {
        String file = balancer.raw("CA_CERT_FILE");
        if (balancer.has("CA_CERT")) {
            files.put(AUTHORITIES, Certificate.authorities(balancer.raw("CA_CERT")));
            file = AUTHORITIES;
        }
        if (file.isEmpty()) {
            return "";
        }
        if (!PATH.matcher(file).matches()) {
            throw new Unreadable("is “" + file + "”, which is not an absolute path of a mounted file.");
        }
        return " ca-file " + file + " verify required";
    }

    /** Keys are among the files. */
    @Override
    public String toString() {
        return "Tls[" + bind + ", files=" + files.keySet() + "]";
    }
}

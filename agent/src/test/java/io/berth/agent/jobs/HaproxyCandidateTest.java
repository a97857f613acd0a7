package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.BalancerSetup;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HaproxyCandidateTest {

    @Test
    void filesMoveWithWhatNamesThemAndTheOthersStay() {
        assertThat(HaproxyCandidate.of(Map.of(
                        BalancerSetup.MAIN_FILE,
                        "bind :443 ssl crt /usr/local/etc/haproxy/site.pem",
                        "/usr/local/etc/haproxy/site.pem",
                        "key",
                        "/etc/elsewhere",
                        "left out")))
                .isEqualTo(Map.of(
                        "/usr/local/etc/haproxy-candidate/haproxy.cfg",
                                "bind :443 ssl crt /usr/local/etc/haproxy-candidate/site.pem",
                        "/usr/local/etc/haproxy-candidate/site.pem", "key"));
    }

    @Test
    void complaintsAreHaproxysAlertsAboutTheFilesAsTheyAreNamed() {
        String output = """
                [NOTICE]   (466) : haproxy version is 2.6.12-1+deb12u3
                [ALERT]    (466) : config : parsing [/usr/local/etc/haproxy-candidate/haproxy.cfg:4] : unknown keyword 'bnd'
                [ALERT]    (466) : config : Error(s) found in configuration file : /usr/local/etc/haproxy-candidate/haproxy.cfg
                [ALERT]    (466) : config : Fatal errors found in configuration.
                """;

        assertThat(HaproxyCandidate.complaints(output)).isEqualTo("parsing [haproxy.cfg:4] : unknown keyword 'bnd'");
        assertThat(HaproxyCandidate.complaints("exec: haproxy: not found\n")).isEqualTo("exec: haproxy: not found");
    }
}

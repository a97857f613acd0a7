package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real HAProxy makes of it. */
class AutomaticCertificatesBehaviourTests {

    private static final String PATH = "/.well-known/acme-challenge/tok_1-x";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theAuthorityIsAnsweredInSpiteOfPasswordsAndRedirects() {
        BalancerLink shop = service(
                "a", "VIRTUAL_HOST", "shop.example, https://shop.example", "SSL_CERT", "auto", "FORCE_SSL", "yes");
        Issued issued = new Issued(
                Map.of("shop.example", TestCertificates.pkcs8(TestCertificates.EC, "shop.example")),
                Map.of("tok_1-x", "tok_1-x.print"));
        Plan plan = BalancerConfiguration.of(
                new BalancerInput(variables("HTTP_BASIC_AUTH", "me:secret"), List.of(80, 443), List.of(shop), issued));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "shop.example", PATH))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n\r\ntok_1-x.print");
            assertThat(haproxy.get(80, "shop.example", PATH + "y")).doesNotContain("print");
            assertThat(haproxy.greeting(443, "shop.example")).startsWith("CN=shop.example");
        }
    }

    @Test
    void aBalancerThatHasNothingButTheAuthorityToAnswerStarts() {
        BalancerLink shop = service("a", "VIRTUAL_HOST", "https://shop.example", "SSL_CERT", "auto");
        Plan plan = BalancerConfiguration.of(new BalancerInput(
                Map.of(), List.of(80, 443), List.of(shop), new Issued(Map.of(), Map.of("tok_1-x", "tok_1-x.print"))));
        try (RunningHaproxy haproxy = new RunningHaproxy(plan, folder)) {
            assertThat(haproxy.get(80, "shop.example", PATH)).endsWith("tok_1-x.print");
            assertThat(haproxy.get(80, "shop.example", "/")).startsWith("HTTP/1.1 503");
        }
    }
}

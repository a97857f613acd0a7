package io.berth.backend.balancing.config;

import static io.berth.backend.balancing.config.Inputs.section;
import static io.berth.backend.balancing.config.Inputs.service;
import static io.berth.backend.balancing.config.Inputs.text;
import static io.berth.backend.balancing.config.Inputs.variables;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutomaticCertificatesTests {

    private static final List<Integer> BOTH = List.of(80, 443);

    @Test
    void exactHostNamesOverTlsOfServicesThatAskForItAreOrdered() {
        Plan plan = plan(
                Issued.NOTHING,
                service(
                        "a",
                        "VIRTUAL_HOST",
                        "https://shop.example, wss://Live.example, plain.example",
                        "SSL_CERT",
                        "auto"),
                service("b", "VIRTUAL_HOST", "https://b.example"));
        assertThat(plan.ordered()).containsExactly("live.example", "shop.example");
    }

    @Test
    void aBalancerThatAsksForItWantsThemForAllServicesWithoutACertificateOfTheirOwn() {
        Plan plan = BalancerConfiguration.of(new BalancerInput(
                variables("DEFAULT_SSL_CERT", "Auto"),
                BOTH,
                List.of(
                        service("a", "VIRTUAL_HOST", "https://a.example"),
                        service(
                                "b",
                                "VIRTUAL_HOST",
                                "https://b.example",
                                "SSL_CERT",
                                TestCertificates.variable("b.example")))));
        assertThat(plan.ordered()).containsExactly("a.example");
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void aNameHasNoTlsBeforeItsCertificateIsThereAndOthersHave() {
        BalancerLink uploaded =
                service("b", "VIRTUAL_HOST", "https://b.example", "SSL_CERT", TestCertificates.variable("b.example"));
        Plan before = plan(Issued.NOTHING, shop(), uploaded);
        assertThat(before.problems()).isEmpty();
        assertThat(section(before, "frontend fe_443"))
                .anyMatch(line -> line.contains("b.example"))
                .noneMatch(line -> line.contains("shop.example"));
        Issued issued = issued("shop.example");
        Plan after = plan(issued, shop(), uploaded);
        assertThat(section(after, "frontend fe_443"))
                .anyMatch(line -> line.contains("b.example"))
                .anyMatch(line -> line.contains("shop.example"));
        assertThat(after.setup().files().values())
                .containsAll(issued.certificates().values());
    }

    @Test
    void aCertificateThatIsNotWantedIsNotShown() {
        Issued issued = issued("other.example");
        Plan plan = plan(issued, service("a", "VIRTUAL_HOST", "a.example"));
        assertThat(plan.setup().files().values())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(issued.certificates().values());
    }

    @Test
    void nobodyIsSentToHttpsBeforeTheCertificateIsThere() {
        BalancerLink shop = service(
                "a", "VIRTUAL_HOST", "shop.example, https://shop.example", "SSL_CERT", "auto", "FORCE_SSL", "yes");
        Plan before = plan(Issued.NOTHING, shop);
        assertThat(section(before, "backend be_a"))
                .contains("http-request redirect scheme https code 301 unless { ssl_fc } || "
                        + "{ req.hdr(host),host_only -m str -i 'shop.example' }");
        assertThat(before.problems()).isEmpty();
        assertThat(section(plan(issued("shop.example"), shop), "backend be_a"))
                .contains("http-request redirect scheme https code 301 unless { ssl_fc }");
    }

    @Test
    void port80IsListenedOnAlsoIfNoServiceHasIt() {
        assertThat(section(plan(Issued.NOTHING, shop()), "frontend fe_80")).contains("bind :80");
        assertThat(text(plan(Issued.NOTHING, service("a", "VIRTUAL_HOST", "a.example:81"))))
                .doesNotContain("fe_80");
    }

    @Test
    void theAuthorityIsAnsweredBeforeAnythingElseIsDecided() {
        Issued asked = new Issued(Map.of(), Map.of("tok-1", "tok-1.print"));
        List<String> lines = section(
                BalancerConfiguration.of(new BalancerInput(
                        variables("EXTRA_FRONTEND_SETTINGS_80", "http-request deny"), BOTH, List.of(shop()), asked)),
                "frontend fe_80");
        String answer = "http-request return status 200 content-type text/plain string 'tok-1.print' if "
                + "{ path -m str '/.well-known/acme-challenge/tok-1' }";
        assertThat(lines).containsSubsequence(answer, "http-request deny");
        assertThat(text(plan(asked, service("a", "VIRTUAL_HOST", "a.example"))))
                .as("a balancer that wants no certificate")
                .doesNotContain("tok-1");
    }

    @Test
    void whatATokenCannotBeDoesNotGetIntoTheConfiguration() {
        Plan plan = plan(new Issued(Map.of(), Map.of("tok'\n bind :1", "x", "tok", "x'\n bind :1")), shop());
        assertThat(text(plan)).doesNotContain("acme-challenge", "bind :1\n");
    }

    @Test
    void whatStandsInTheWayOfAnOrderIsNamedAndNothingIsOrdered() {
        assertThat(problems(List.of(443), Map.of(), shop()))
                .singleElement()
                .asString()
                .contains("HTTP-01 needs port 80");
        assertThat(problems(
                        BOTH,
                        Map.of(),
                        service("a", "VIRTUAL_HOST", "https://a.example:80, https://b.example", "SSL_CERT", "auto")))
                .anyMatch(sentence -> sentence.contains("has TLS there"));
        assertThat(problems(BOTH, variables("CERT_FOLDER", "/certs"), shop()))
                .anyMatch(sentence -> sentence.contains("CERT_FOLDER"));
        assertThat(problems(BOTH, Map.of(), service("a", "VIRTUAL_HOST", "a.example", "SSL_CERT", "auto")))
                .singleElement()
                .asString()
                .startsWith("a's SSL_CERT is auto, but it has no exact host name over TLS");
        assertThat(problems(BOTH, variables("SSL_CERT", "auto"), service("a")))
                .singleElement()
                .asString()
                .startsWith("The balancer's SSL_CERT is auto, but no linked service");
    }

    @Test
    void aWildcardIsNamedAndTheOtherNamesAreOrdered() {
        Plan plan = plan(
                Issued.NOTHING,
                service("a", "VIRTUAL_HOST", "https://*.example.org, https://shop.example", "SSL_CERT", "auto"));
        assertThat(plan.ordered()).containsExactly("shop.example");
        assertThat(plan.sentences()).anyMatch(sentence -> sentence.contains("cannot be had for *.example.org"));
    }

    private static List<String> problems(List<Integer> ports, Map<String, String> balancer, BalancerLink service) {
        Plan plan = BalancerConfiguration.of(new BalancerInput(balancer, ports, List.of(service), Issued.NOTHING));
        assertThat(plan.ordered()).isEmpty();
        return plan.sentences();
    }

    private static BalancerLink shop() {
        return service("a", "VIRTUAL_HOST", "https://shop.example", "SSL_CERT", "auto");
    }

    private static Issued issued(String host) {
        return new Issued(Map.of(host, TestCertificates.pkcs8(TestCertificates.EC, host)), Map.of());
    }

    private static Plan plan(Issued issued, BalancerLink... links) {
        return BalancerConfiguration.of(new BalancerInput(Map.of(), BOTH, List.of(links), issued));
    }
}

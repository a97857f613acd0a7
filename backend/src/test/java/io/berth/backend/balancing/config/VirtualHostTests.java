package io.berth.backend.balancing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualHostTests {

    @Test
    void whatIsNotWrittenIsHttpOnPort80WithAnyPath() throws Unreadable {
        assertThat(VirtualHost.parse("Shop.Example")).isEqualTo(new VirtualHost(false, false, "shop.example", 80, ""));
    }

    @Test
    void eachSchemeHasItsPort() throws Unreadable {
        assertThat(VirtualHost.parse("https://a")).isEqualTo(new VirtualHost(true, false, "a", 443, ""));
        assertThat(VirtualHost.parse("ws://a")).isEqualTo(new VirtualHost(false, true, "a", 80, ""));
        assertThat(VirtualHost.parse("WSS://a")).isEqualTo(new VirtualHost(true, true, "a", 443, ""));
    }

    @Test
    void portAndPathAreTakenAsWritten() throws Unreadable {
        assertThat(VirtualHost.parse("https://a.b:8443/Static/*"))
                .isEqualTo(new VirtualHost(true, false, "a.b", 8443, "/Static/*"));
    }

    @Test
    void aPathAloneMeansEveryHost() throws Unreadable {
        assertThat(VirtualHost.parse("/api/*")).isEqualTo(new VirtualHost(false, false, "*", 80, "/api/*"));
        assertThat(VirtualHost.parse("*").conditions()).isEmpty();
    }

    @Test
    void aStarMatchesAnythingAndADotOnlyItself() throws Unreadable {
        assertThat(VirtualHost.parse("*.a.b/x.y/*").conditions())
                .containsExactly(
                        "{ req.hdr(host),host_only -m reg -i '^.*\\.a\\.b$' }", "{ path -m reg -i '^/x\\.y/.*$' }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a", "a b", "a:0", "a:99999", "a:x", "http://", "-a", "a/b c", "a/'", "a/\"", "a$b", "a.b?c", "é"
            })
    void whatIsNoHostIsNamed(String text) {
        assertThatThrownBy(() -> VirtualHost.parse(text)).isInstanceOf(Unreadable.class);
    }

    @Test
    void whatDemandsMoreIsTestedEarlier() throws Unreadable {
        List<VirtualHost> expected = Stream.of("a.b/x/y", "a.b/x/*", "ws://a.b", "a.b", "*.b/x", "*.b", "*/x", "*")
                .map(VirtualHostTests::parsed)
                .toList();
        assertThat(expected.reversed().stream().sorted(VirtualHost.MOST_SPECIFIC_FIRST))
                .containsExactlyElementsOf(expected);
    }

    private static VirtualHost parsed(String text) {
        try {
            return VirtualHost.parse(text);
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}

package io.berth.backend.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.berth.backend.platform.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryHostTests {

    @ParameterizedTest
    @CsvSource({
        "mariadb, docker.io",
        "mariadb:10.11, docker.io",
        "shop/web:2, docker.io",
        "docker.io/library/web, docker.io",
        "index.docker.io/library/web, docker.io",
        "localhost/web, localhost",
        "registry.example/web@sha256:abc, registry.example",
        "127.0.0.1:5000/web:1, 127.0.0.1:5000",
        "registry:5000/web, registry:5000"
    })
    void anImagesRegistryIsFoundByTheEnginesRule(String reference, String host) {
        assertThat(RegistryHost.ofReference(reference)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example, registry.example",
        "' Registry.Example:5000 ', registry.example:5000",
        "registry-1.docker.io, docker.io"
    })
    void aHostIsKeptInOneForm(String typed, String host) {
        assertThat(RegistryHost.parse(typed)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "https://registry.example", "registry.example/path", "a b", "-a", "a:0", "a:65536", "a:"
            })
    void whatIsNoHostIsRefused(String typed) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RegistryHost.parse(typed))
                .satisfies(e -> assertThat(e.errors()).extracting("field").containsExactly("host"));
    }
}

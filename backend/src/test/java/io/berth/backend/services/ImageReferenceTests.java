package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.backend.platform.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTests {

    @ParameterizedTest
    @CsvSource({
        "web, web, latest",
        "web:1, web, 1",
        "shop/web:1.4-rc, shop/web, 1.4-rc",
        "registry.example:5000/web, registry.example:5000/web, latest",
        "registry.example:5000/a/b:2, registry.example:5000/a/b, 2",
        "127.0.0.1:5000/web:1, 127.0.0.1:5000/web, 1"
    })
    void aReferenceIsSplitIntoRepositoryAndTag(String text, String image, String tag) {
        assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(image, tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", "Web:1", "web: 1", "web:"})
    void whatIsNoReferenceIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDigestIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ImageReference.parse("web@sha256:0123"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name a tag");
    }
}

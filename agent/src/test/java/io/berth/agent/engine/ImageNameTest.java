package io.berth.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "web, web, , web:latest, docker.io/library/web",
        "web:2, web, 2, web:2, docker.io/library/web",
        "shop/web:2, shop/web, 2, shop/web:2, docker.io/shop/web",
        "docker.io/web, docker.io/web, , docker.io/web:latest, docker.io/library/web",
        "localhost/web:2, localhost/web, 2, localhost/web:2, localhost/web",
        "127.0.0.1:5000/web, 127.0.0.1:5000/web, , 127.0.0.1:5000/web:latest, 127.0.0.1:5000/web",
        "r.example:5000/a/b:1@sha256:ab, r.example:5000/a/b, 1, r.example:5000/a/b@sha256:ab, r.example:5000/a/b"
    })
    void aReferenceIsTakenApart(String reference, String repository, String tag, String asked, String canonical) {
        ImageName name = ImageName.parse(reference);

        assertThat(name.repository()).isEqualTo(repository);
        assertThat(name.tag()).isEqualTo(tag);
        assertThat(name.toAsk()).isEqualTo(asked);
        assertThat(name.canonicalRepository()).isEqualTo(canonical);
    }

    @Test
    void anImageCameFromARepositoryOnlyIfThatOneVouchesForIt() {
        LocalImage image = new LocalImage(FakeEngine.facts("sha256:1"), List.of("r.example/web@sha256:ab"), 1);

        assertThat(image.cameFrom(ImageName.parse("r.example/web:9"))).isTrue();
        assertThat(image.cameFrom(ImageName.parse("web:9"))).isFalse();
    }
}

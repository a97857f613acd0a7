package io.berth.backend.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.PinnedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageKeyTests {

    @ParameterizedTest
    @CsvSource({
        "nginx:1,docker.io/library/nginx",
        "shop/web:2,docker.io/shop/web",
        "docker.io/nginx:1,docker.io/library/nginx",
        "index.docker.io/library/nginx,docker.io/library/nginx",
        "registry.example:5000/shop/web:2,registry.example:5000/shop/web",
        "localhost/web:2,localhost/web",
        "127.0.0.1:5000/web,127.0.0.1:5000/web"
    })
    void aRepositoryHasOneNameHoweverItIsWritten(String reference, String repository) {
        PinnedImage image = new PinnedImage(reference, "sha256:a", null);

        assertThat(ImageKey.of(image)).isEqualTo(repository + "@sha256:a");
        assertThat(ImageKey.registry(image)).isEqualTo(repository.substring(0, repository.indexOf('/')));
    }

    @Test
    void whatNoRegistryKnowsIsNamedByItsId() {
        assertThat(ImageKey.of(new PinnedImage("web:1", null, "sha256:id"))).isEqualTo("sha256:id");
    }

    @Test
    void theTagDoesNotCount() {
        assertThat(ImageKey.of(new PinnedImage("web:1", "sha256:a", null)))
                .isEqualTo(ImageKey.of(new PinnedImage("web:2", "sha256:a", "sha256:id")));
    }
}

package io.berth.backend.web.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.images.CleanUpPlan;
import io.berth.backend.images.CleanUpPlan.Entry;
import io.berth.backend.web.PageRenderer;
import io.berth.protocol.DiskSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CleanUpPageTests {

    private static final long GIGABYTE = 1L << 30;

    private final PageRenderer renderer = new PageRenderer();

    @Test
    void whatGoesAndWhatStaysIsSaidBeforeAnythingIsRemoved() {
        String html = page(false, null);
        assertThat(text(html))
                .contains("Remove 2 images (1.5 GB)")
                .contains("84 % used, 16 GB free")
                .contains("Goes No revision within reach needs it.")
                .contains("Stays Revision 4 of web is promised.");
    }

    @Test
    void whatCouldNotBeRemovedSaysWhy() {
        String html = page(true, "a container of somebody else uses it");
        assertThat(text(html))
                .contains("1 image is removed 1 image could not be removed; its line says why.")
                .contains("A container of somebody else uses it.");
        assertThat(html).doesNotContain("data-testid=\"clean-up\"");
    }

    private String page(boolean done, @Nullable String problem) {
        CleanUpPlan plan = new CleanUpPlan(
                new DiskSpace(100 * GIGABYTE, 16 * GIGABYTE),
                List.of(
                        entry(
                                "registry.example/shop/web:1.1",
                                GIGABYTE,
                                true,
                                "no revision within reach needs it",
                                null),
                        entry(
                                "registry.example/shop/web:1.0",
                                GIGABYTE / 2,
                                true,
                                "no revision within reach needs it",
                                problem),
                        entry(
                                "registry.example/shop/web:1.4",
                                GIGABYTE,
                                false,
                                "revision 4 of web is promised",
                                null)));
        Map<String, Object> model = new HashMap<>();
        model.put("node", Map.of("id", UUID.randomUUID(), "name", "harbour"));
        model.putAll(CleanUpController.model(plan, done));
        return renderer.render("nodes/images", model);
    }

    private static Entry entry(String image, long bytes, boolean remove, String why, @Nullable String problem) {
        return new Entry(image, "sha256:8f0c2b7d11aa45e2b7d1", bytes, remove, why, problem);
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }
}

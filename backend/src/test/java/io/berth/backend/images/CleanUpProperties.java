package io.berth.backend.images;

import static io.berth.backend.images.CleanUpDecisionTests.NOW;
import static io.berth.backend.images.CleanUpDecisionTests.OURS;
import static io.berth.backend.images.CleanUpDecisionTests.THEIRS;
import static io.berth.backend.images.CleanUpDecisionTests.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.images.CleanUpDecision.Verdict;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CleanUpProperties {

    /** Bit by bit: present, pulled by Berth, needed by us, needed by others. */
    @Property
    void onlyWhatIsThereAndOursAndNeededByNobodyEverGoes(
            @ForAll @Size(max = 12) List<@IntRange(max = 15) Integer> kinds) {
        List<NodeImage> images = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            int kind = kinds.get(i);
            images.add(image("i" + i, (kind & 1) != 0, (kind & 2) != 0 ? NOW.plusSeconds(kind) : null));
            if ((kind & 4) != 0) {
                needs.add(new Need("i" + i, OURS, "ours"));
            }
            if ((kind & 8) != 0) {
                needs.add(new Need("i" + i, THEIRS, "theirs"));
            }
        }
        List<Verdict> verdicts = CleanUpDecision.decide(images, needs);
        for (int i = 0; i < kinds.size(); i++) {
            String key = "i" + i;
            boolean goes = verdicts.stream()
                    .anyMatch(
                            v -> v instanceof Verdict.Remove && v.image().key().equals(key));
            assertThat(goes).isEqualTo(kinds.get(i) == 3);
        }
        assertThat(verdicts.stream().map(Verdict::image)).doesNotHaveDuplicates();
    }
}

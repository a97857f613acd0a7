package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.FakeEngine;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImageJobsTest extends JobsOnFakeEngine {

    private static final PinnedImage PINNED = new PinnedImage("r.example/web:1", DIGEST, null);

    @Test
    void aTagIsResolvedToTheDigestThatItsRegistryHas() {
        assertThat(done(run(new Job.ResolveImage("r.example/web:1", null))))
                .isEqualTo(new JobResult.ImageResolved(new PinnedImage("r.example/web:1", DIGEST, null)));
    }

    @Test
    void anImageThatNoRegistryKnowsButTheEngineHasIsLocalOnly() {
        assertThat(done(run(new Job.ResolveImage("web:1", null))))
                .isEqualTo(new JobResult.ImageResolved(new PinnedImage("web:1", null, "sha256:web")));
    }

    @Test
    void anUnknownTagFailsWithTheRegistrysWords() {
        JobOutcome.Failed failure = failed(run(new Job.ResolveImage("r.example/web:nope", null)));

        assertThat(failure.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND);
        assertThat(failure.message()).contains("r.example/web:nope");
    }

    @Test
    void aRegistryThatIsAwayIsNotReplacedByWhatWasPulledFromItBefore() {
        engine.load("r.example/web:1", FakeEngine.facts("sha256:old"), "r.example/web@sha256:old");
        engine.refuseRegistry(FailureCode.REGISTRY_UNREACHABLE);

        assertThat(failed(run(new Job.ResolveImage("r.example/web:1", null))).code())
                .isEqualTo(FailureCode.REGISTRY_UNREACHABLE);
        assertThat(done(run(new Job.ResolveImage("web:1", null)))).isInstanceOf(JobResult.ImageResolved.class);
    }

    @Test
    void aPulledImageIsPulledOnceAndWorksWithoutItsRegistryAfterwards() {
        Job.PullImage pull = new Job.PullImage(new PinnedImage("r.example/web:1", DIGEST, null), null);

        assertThat(done(run(pull))).isEqualTo(new JobResult.ImagePulled(FakeEngine.facts("sha256:web-1"), true));
        engine.refuseRegistry(FailureCode.REGISTRY_UNREACHABLE);
        assertThat(done(run(pull))).isEqualTo(new JobResult.ImagePulled(FakeEngine.facts("sha256:web-1"), false));

        assertThat(engine.calls()).filteredOn(call -> call.startsWith("pull")).hasSize(1);
    }

    @Test
    void aLocalImageThatHasGoneIsNotFound() {
        JobOutcome.Failed failure =
                failed(run(new Job.PullImage(new PinnedImage("mine:1", null, "sha256:gone"), null)));

        assertThat(failure.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND);
        assertThat(failure.message()).contains("mine:1", "no registry");
    }

    @Test
    void aPullWhoseAnswerWasLostDoesNotClaimWhatItFinds() {
        engine.loseAnswerTo("pull");

        assertThat(done(run(new Job.PullImage(PINNED, null))))
                .isEqualTo(new JobResult.ImagePulled(FakeEngine.facts("sha256:web-1"), false));
    }

    @Test
    void ofTwoPullsOfOneImageOneSaysThatItBroughtIt() {
        List<JobResult> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            executor.submit(
                    UUID.randomUUID(), new Job.PullImage(PINNED, null), 0, outcome -> results.add(done(outcome)));
        }
        assertThat(work).as("they stand in line").hasSize(1);
        work();

        assertThat(results)
                .extracting(result -> ((JobResult.ImagePulled) result).pulledNow())
                .containsExactly(true, false);
    }

    @Test
    void imagesAreFoundByDigestOrIdAndToldWithTheirSize() {
        PinnedImage local = new PinnedImage("web:moved-since", null, "sha256:web");
        PinnedImage gone = new PinnedImage("web:1", null, "sha256:gone");

        assertThat(done(run(new Job.InspectImages(List.of(PINNED, local, gone)))))
                .isEqualTo(new JobResult.ImagesInspected(
                        List.of(new PresentImage(local, "sha256:web", FakeEngine.BYTES))));

        done(run(new Job.PullImage(PINNED, null)));
        assertThat(done(run(new Job.InspectImages(List.of(PINNED)))))
                .isEqualTo(new JobResult.ImagesInspected(
                        List.of(new PresentImage(PINNED, "sha256:web-1", FakeEngine.BYTES))));
    }

    @Test
    void aRegistryHasAnImageOrHasNotOrDoesNotSay() {
        PinnedImage moved = new PinnedImage("r.example/web:moved-since", DIGEST, null);
        PinnedImage lost = new PinnedImage("r.example/web:1", "sha256:" + "0".repeat(64), null);
        PinnedImage local = new PinnedImage("web:1", null, "sha256:web");

        assertThat(done(run(new Job.CheckRegistry(moved, null)))).isEqualTo(new JobResult.RegistryChecked(true));
        assertThat(done(run(new Job.CheckRegistry(lost, null)))).isEqualTo(new JobResult.RegistryChecked(false));
        assertThat(done(run(new Job.CheckRegistry(local, null)))).isEqualTo(new JobResult.RegistryChecked(false));
        for (FailureCode code : List.of(FailureCode.REGISTRY_UNREACHABLE, FailureCode.REGISTRY_DENIED)) {
            engine.refuseRegistry(code);
            assertThat(failed(run(new Job.CheckRegistry(PINNED, null))).code()).isEqualTo(code);
        }
    }

    @Test
    void anImageIsRemovedOnceNothingUsesIt() {
        done(run(new Job.PullImage(PINNED, null)));
        done(create(web("web-1").image(PINNED)));

        assertThat(done(run(new Job.RemoveImage(PINNED)))).isEqualTo(new JobResult.ImageRemoved(false));
        assertThat(engine.findImage("r.example/web@" + DIGEST)).isPresent();

        done(run(new Job.RemoveContainer("web-1")));
        for (int times = 0; times < 2; times++) {
            assertThat(done(run(new Job.RemoveImage(PINNED)))).isEqualTo(new JobResult.ImageRemoved(true));
            assertThat(engine.findImage("r.example/web@" + DIGEST)).isEmpty();
        }
    }

    @Test
    void anImageThatNoRegistryHasStays() {
        PinnedImage local = new PinnedImage("web:1", null, "sha256:web");

        assertThat(done(run(new Job.RemoveImage(local)))).isEqualTo(new JobResult.ImageRemoved(false));

        assertThat(engine.findImage("web:1")).isPresent();
        assertThat(engine.calls()).noneMatch(call -> call.startsWith("remove image"));
    }
}

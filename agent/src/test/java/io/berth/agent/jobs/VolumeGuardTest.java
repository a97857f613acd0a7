package io.berth.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.agent.engine.Specs;
import io.berth.protocol.ContainerObservation.State;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.Labels;
import io.berth.protocol.RestartPolicy;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VolumeGuardTest extends JobsOnFakeEngine {

    @Test
    void aNewVolumeCarriesItsIdentityAndIsFoundAgain() {
        UUID id = UUID.randomUUID();

        done(create(web("web-1").volume(volume(id, true, 1))));

        assertThat(engine.findVolume("volume-" + id).orElseThrow().labels())
                .containsEntry(Labels.VOLUME, id.toString())
                .containsEntry(Labels.INSTALLATION, INSTALLATION.toString())
                .containsEntry(Labels.SLOT, "1");
        done(start("web-1", volume(id, true, 1)));
        done(create(web("web-2").volume(volume(id, false, 2))));
        done(create(web("web-3").volume(volume(id, true, 3))));
    }

    @Test
    void aMissingVolumeIsNeverReplacedByAnEmptyOne() {
        UUID id = UUID.randomUUID();

        JobOutcome.Failed failure = failed(create(web("web-1").volume(volume(id, false, 1))));

        assertThat(failure.code()).isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(failure.message()).contains("volume-" + id, "/data");
        assertThat(engine.findVolume("volume-" + id)).isEmpty();
        assertThat(engine.findContainer("web-1")).isEmpty();
    }

    @Test
    void aVolumeThatVanishesBetweenCreationAndStartStopsTheStart() {
        UUID id = UUID.randomUUID();
        done(create(web("web-1").volume(volume(id, true, 1))));
        engine.removeVolume("volume-" + id);

        assertThat(failed(start("web-1", volume(id, true, 1))).code()).isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(state("web-1")).isEqualTo(State.CREATED);
    }

    @Test
    void aVolumeIsNotGivenToASecondWriterWhateverTheBooksSay() {
        UUID id = UUID.randomUUID();
        Specs zombie = web("web-1a").restart(RestartPolicy.ALWAYS).volume(volume(id, true, 1));
        done(create(zombie));
        done(start("web-1a", volume(id, true, 1)));
        done(create(web("web-1b").volume(volume(id, false, 2))));

        JobOutcome.Failed failure = failed(start("web-1b", volume(id, false, 2)));

        assertThat(failure.code()).isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(failure.message()).contains("web-1b", "still used by web-1a");
        assertThat(state("web-1b")).isEqualTo(State.CREATED);

        engine.ends("web-1a", 1);
        assertThat(state("web-1a")).isEqualTo(State.RESTARTING);
        failed(start("web-1b", volume(id, false, 2)));

        done(run(new Job.StopContainer("web-1a", 1)));
        done(start("web-1b", volume(id, false, 2)));
        done(start("web-1b", volume(id, false, 2)));
    }

    @Test
    void theEngineDoesNotReviveAFormerWriterBesideANewOne() {
        UUID id = UUID.randomUUID();
        done(create(web("web-1a").restart(RestartPolicy.ALWAYS).volume(volume(id, true, 1))));
        done(start("web-1a", volume(id, true, 1)));
        String former =
                engine.findContainer("web-1a").orElseThrow().observation().engineId();
        engine.setRestartPolicy(former, RestartPolicy.NO);
        engine.ends("web-1a", 137);
        engine.setRestartPolicy(former, RestartPolicy.ALWAYS);
        done(create(web("web-1b").volume(volume(id, false, 2))));

        engine.justBefore("policy NO", () -> engine.restarts("web-1a"));
        failed(start("web-1b", volume(id, false, 2)));
        done(run(new Job.StopContainer("web-1a", 1)));
        engine.setRestartPolicy(former, RestartPolicy.ALWAYS);
        done(start("web-1b", volume(id, false, 2)));

        assertThat(engine.policy("web-1a")).isEqualTo(RestartPolicy.NO);
    }

    @Test
    void anotherSlotsContainerIsNoSecondWriter() {
        UUID id = UUID.randomUUID();
        running(web("web-2").label(Labels.SLOT, "2"), "web-2");
        done(create(web("web-1").volume(volume(id, true, 1))));

        done(start("web-1", volume(id, true, 1)));
    }

    @Test
    void somethingElseUnderTheVolumesNameIsNotMounted() {
        UUID id = UUID.randomUUID();
        engine.ensureVolume("volume-" + id, Map.of());

        assertThat(failed(create(web("web-1").volume(volume(id, true, 1)))).code())
                .isEqualTo(FailureCode.VOLUME_MISSING);
        assertThat(failed(create(web("web-1").volume(volume(id, false, 1)))).message())
                .contains("left untouched");
    }

    @Test
    void anOlderEpochIsRefusedAndANewerOneIsRememberedBeforeAnythingHappens() {
        UUID id = UUID.randomUUID();
        done(create(web("web-1").volume(volume(id, true, 5))));
        assertThat(epochs).containsEntry(id, 5L);

        assertThat(failed(create(web("web-2").volume(volume(id, false, 4)))).message())
                .contains("epoch 4", "seen 5");
        assertThat(failed(start("web-1", volume(id, false, 4))).code()).isEqualTo(FailureCode.VOLUME_MISSING);
        engine.goAway();
        failed(start("web-1", volume(id, false, 6)));
        assertThat(engine.answers()).isFalse();
        engine.comeBack();
        done(start("web-1", volume(id, false, 6)));
        assertThat(epochs).containsEntry(id, 6L);
    }
}

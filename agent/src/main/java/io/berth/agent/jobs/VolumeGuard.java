package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerSpec;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Labels;
import io.berth.protocol.RestartPolicy;
import io.berth.protocol.VolumeMount;
import io.berth.protocol.VolumeObservation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lets a container near its volumes only if they are the tracked ones, and only if nobody has been given them since. An
 * engine makes a missing volume without a word; a database would start on an empty directory.
 */
final class VolumeGuard {

    private static final List<String> INHERITED =
            List.of(Labels.INSTALLATION, Labels.TEAM, Labels.SERVICE, Labels.SERVICE_NAME, Labels.SLOT);

    private final Engine engine;
    private final OwnContainers own;
    private final VolumeEpochs epochs;

    VolumeGuard(Engine engine, OwnContainers own, VolumeEpochs epochs) {
        this.engine = engine;
        this.own = own;
        this.epochs = epochs;
    }

    /** Makes the volumes that have never existed, and checks all of them. */
    void prepare(ContainerSpec spec) {
        spec.volumes().forEach(this::claim);
        for (VolumeMount mount : spec.volumes()) {
            if (mount.create()) {
                verify(mount, engine.ensureVolume(mount.name(), labels(mount, spec)));
            } else {
                requirePresent(mount);
            }
        }
    }

    /** Checks that all of them are there, whatever was to be made at first, and that nothing else writes to them. */
    void check(ContainerObservation container, List<VolumeMount> mounts) {
        mounts.forEach(this::claim);
        mounts.forEach(this::requirePresent);
        if (!mounts.isEmpty()) {
            requireSlotFor(container);
        }
    }

    /**
     * On a host that was set back to an older state there are containers that the control plane has long seen removed. One
     * that runs is in the way, and one that does not must not be brought up by the engine beside this one.
     */
    private void requireSlotFor(ContainerObservation container) {
        List<ContainerObservation> others = requireNoneRuns(container);
        if (!others.isEmpty()) {
            others.forEach(other -> engine.setRestartPolicy(other.engineId(), RestartPolicy.NO));
            requireNoneRuns(container);
        }
    }

    /** Gives the containers that share its slot, none of which runs. */
    private List<ContainerObservation> requireNoneRuns(ContainerObservation container) {
        List<ContainerObservation> others = own.all().stream()
                .filter(other -> !other.engineId().equals(container.engineId()) && sameSlot(container, other))
                .toList();
        others.stream().filter(OwnContainers::runs).findFirst().ifPresent(other -> {
            throw new JobFailedException(
                    FailureCode.VOLUME_MISSING,
                    "The volumes of " + container.name() + " are still used by " + other.name()
                            + ", which is running on this host.");
        });
        return others;
    }

    private static boolean sameSlot(ContainerObservation one, ContainerObservation other) {
        return Stream.of(Labels.SERVICE, Labels.SLOT)
                .allMatch(label -> one.labels().containsKey(label)
                        && Objects.equals(
                                one.labels().get(label), other.labels().get(label)));
    }

    private void claim(VolumeMount mount) {
        long highest = epochs.highest(mount.id());
        if (mount.epoch() < highest) {
            throw new JobFailedException(
                    FailureCode.VOLUME_MISSING,
                    "The volume " + mount.name() + " has been given to another container since: this job has epoch "
                            + mount.epoch() + ", and this host has seen " + highest + ".");
        }
        epochs.raise(mount.id(), mount.epoch());
    }

    private void requirePresent(VolumeMount mount) {
        VolumeObservation present = engine.findVolume(mount.name())
                .orElseThrow(() -> new JobFailedException(
                        FailureCode.VOLUME_MISSING,
                        "The volume " + mount.name() + " for " + mount.path()
                                + " is not on this host. Berth does not start on an empty one in its place."));
        verify(mount, present);
    }

    private void verify(VolumeMount mount, VolumeObservation present) {
        boolean tracked = mount.id().toString().equals(present.labels().get(Labels.VOLUME));
        if (!tracked || !own.owns(present.labels())) {
            throw new JobFailedException(
                    FailureCode.VOLUME_MISSING,
                    "Something else on this host has the name of the volume " + mount.name() + " for " + mount.path()
                            + "; it is left untouched.");
        }
    }

    private static Map<String, String> labels(VolumeMount mount, ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>();
        for (String label : INHERITED) {
            String value = spec.labels().get(label);
            if (value != null) {
                labels.put(label, value);
            }
        }
        labels.put(Labels.VOLUME, mount.id().toString());
        return labels;
    }
}

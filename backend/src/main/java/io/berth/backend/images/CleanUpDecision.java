package io.berth.backend.images;

import io.berth.protocol.DiskSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which images may go from a node. Only what Berth brought itself, and nothing that anything refers to. */
final class CleanUpDecision {

    private CleanUpDecision() {}

    sealed interface Verdict {

        NodeImage image();

        /** Nothing needs it. */
        record Remove(NodeImage image) implements Verdict {}

        /** Berth did not bring it, so it is not Berth's to remove. */
        record NotOurs(NodeImage image) implements Verdict {}

        /** @param needs at least one */
        record Needed(NodeImage image, List<Need> needs) implements Verdict {}
    }

    /** Of all images that are on the node: first those that may go, the one pulled first at the head. */
    static List<Verdict> decide(Collection<NodeImage> known, Collection<Need> needs) {
        Map<String, List<Need>> byKey = needs.stream().collect(Collectors.groupingBy(Need::key));
        List<Verdict> stay = new ArrayList<>();
        List<NodeImage> go = new ArrayList<>();
        for (NodeImage image : known) {
            List<Need> ofImage = byKey.getOrDefault(image.key(), List.of());
            if (!image.present()) {
                continue;
            }
            if (!ofImage.isEmpty()) {
                stay.add(new Verdict.Needed(image, ofImage));
            } else if (image.pulledAt() == null || image.image().localOnly()) {
                stay.add(new Verdict.NotOurs(image));
            } else {
                go.add(image);
            }
        }
        List<Verdict> all = new ArrayList<>();
        go.stream()
                .sorted(Comparator.comparing(NodeImage::pulledAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(NodeImage::key))
                .forEach(image -> all.add(new Verdict.Remove(image)));
        stay.stream()
                .sorted(Comparator.comparing(
                        v -> v.image().name() + " " + v.image().key()))
                .forEach(all::add);
        return all;
    }

    /** Whether images must go for the disk's sake. */
    static boolean tooFull(DiskSpace disk, int percent) {
        return disk.totalBytes() > 0 && disk.percentUsed() >= percent;
    }

    /** What the disk is like once so many bytes are given back. */
    static DiskSpace without(DiskSpace disk, long bytes) {
        return new DiskSpace(disk.totalBytes(), Math.min(disk.totalBytes(), disk.freeBytes() + bytes));
    }
}

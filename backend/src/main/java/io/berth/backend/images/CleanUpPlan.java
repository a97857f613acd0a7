package io.berth.backend.images;

import io.berth.protocol.DiskSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a clean-up does on one node.
 *
 * @param disk as the node last told; null if it cannot see its disk
 * @param images all images on the node that Berth knows of, those to be removed first
 */
public record CleanUpPlan(@Nullable DiskSpace disk, List<Entry> images) {

    /**
     * @param image as people know it: repository and tag, or repository and digest
     * @param remove whether it is to be removed, or was
     * @param why why it stays or goes, such as {@code revision 4 of web is promised}
     * @param problem what kept it from being removed; null if nothing did, or nothing was tried
     */
    public record Entry(
            String image,
            String digest,
            long bytes,
            boolean remove,
            String why,
            @Nullable String problem) {}

    /** How many bytes the images take that are to be removed; what they share with others stays. */
    public long bytes() {
        return images.stream().filter(Entry::remove).mapToLong(Entry::bytes).sum();
    }
}

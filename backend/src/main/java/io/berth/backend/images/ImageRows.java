package io.berth.backend.images;

import io.berth.backend.platform.Timestamps;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.PresentImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which images nodes hold, as rows. */
@Component
@Transactional
class ImageRows {

    private static final String COLUMNS =
            "node_id, image, reference, digest, image_id, present, pulled_at, bytes, checked_at";

    private final JdbcClient database;

    ImageRows(JdbcClient database) {
        this.database = database;
    }

    @Transactional(readOnly = true)
    List<NodeImage> on(UUID node) {
        return database.sql("select " + COLUMNS + " from node_image where node_id = :node order by image")
                .param("node", node)
                .query(ImageRows::read)
                .list();
    }

    /** What is known of these images on these nodes. */
    @Transactional(readOnly = true)
    List<NodeImage> on(Set<UUID> nodes, Set<String> keys) {
        return nodes.isEmpty() || keys.isEmpty()
                ? List.of()
                : database.sql("select " + COLUMNS + " from node_image where node_id in (:nodes) and image in (:keys)")
                        .param("nodes", nodes)
                        .param("keys", keys)
                        .query(ImageRows::read)
                        .list();
    }

    void arrived(UUID node, PinnedImage image, String imageId, boolean pulledNow, Instant now) {
        database.sql("""
                        insert into node_image (node_id, image, reference, digest, image_id, present, pulled_at, checked_at)
                        values (:node, :key, :reference, :digest, :imageId, true, :pulled, :now)
                        on conflict (node_id, image) do update
                           set reference = excluded.reference, image_id = excluded.image_id, present = true,
                               pulled_at = coalesce(excluded.pulled_at, node_image.pulled_at), checked_at = :now""")
                .param("node", node)
                .param("key", ImageKey.of(image))
                .param("reference", image.reference())
                .param("digest", image.digest())
                .param("imageId", imageId)
                .param("pulled", pulledNow ? Timestamps.sql(now) : null)
                .param("now", Timestamps.sql(now))
                .update();
    }

    /**
     * Takes over what a node has of the images that it was asked for.
     *
     * @param askedAt what was learned after this is newer
     * @return the keys of those that have come or gone
     */
    Set<String> seen(UUID node, Collection<PinnedImage> asked, List<PresentImage> present, Instant askedAt) {
        Map<String, PresentImage> there = present.stream()
                .collect(Collectors.toMap(p -> ImageKey.of(p.image()), Function.identity(), (one, _) -> one));
        Map<String, NodeImage> before =
                on(node).stream().collect(Collectors.toMap(NodeImage::key, Function.identity()));
        Set<String> changed = new HashSet<>();
        for (PinnedImage image : asked) {
            String key = ImageKey.of(image);
            @Nullable PresentImage found = there.get(key);
            @Nullable NodeImage known = before.get(key);
            if (seen(node, image, found, askedAt) && (known == null || known.present() != (found != null))) {
                changed.add(key);
            }
        }
        return changed;
    }

    /** What has gone was perhaps brought back by somebody else the next time: then it is not ours any more. */
    private boolean seen(UUID node, PinnedImage image, @Nullable PresentImage found, Instant askedAt) {
        return database.sql("""
                        insert into node_image (node_id, image, reference, digest, image_id, present, bytes, checked_at)
                        values (:node, :key, :reference, :digest, :imageId, :present, :bytes, :asked)
                        on conflict (node_id, image) do update
                           set reference = excluded.reference,
                               image_id = coalesce(excluded.image_id, node_image.image_id),
                               present = excluded.present,
                               pulled_at = case when excluded.present then node_image.pulled_at end,
                               bytes = coalesce(excluded.bytes, node_image.bytes), checked_at = excluded.checked_at
                         where node_image.checked_at <= excluded.checked_at""")
                        .param("node", node)
                        .param("key", ImageKey.of(image))
                        .param("reference", image.reference())
                        .param("digest", image.digest())
                        .param("imageId", found == null ? null : found.imageId())
                        .param("present", found != null)
                        .param("bytes", found == null ? null : found.bytes())
                        .param("asked", Timestamps.sql(askedAt))
                        .update()
                > 0;
    }

    void removed(UUID node, String key, Instant now) {
        database.sql("""
                        update node_image set present = false, pulled_at = null, checked_at = :now
                         where node_id = :node and image = :key""")
                .param("node", node)
                .param("key", key)
                .param("now", Timestamps.sql(now))
                .update();
    }

    /** What a node does not have and nobody asks for any more need not be remembered. */
    void forget(UUID node, Set<String> stillAskedFor) {
        Map<String, Boolean> known = new HashMap<>();
        on(node).forEach(row -> known.put(row.key(), row.present()));
        known.forEach((key, present) -> {
            if (!present && !stillAskedFor.contains(key)) {
                database.sql("delete from node_image where node_id = :node and image = :key and not present")
                        .param("node", node)
                        .param("key", key)
                        .update();
            }
        });
    }

    private static NodeImage read(ResultSet row, int number) throws SQLException {
        return new NodeImage(
                row.getObject("node_id", UUID.class),
                row.getString("image"),
                new PinnedImage(row.getString("reference"), row.getString("digest"), row.getString("image_id")),
                row.getBoolean("present"),
                Optional.ofNullable(row.getObject("pulled_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                row.getObject("bytes", Long.class),
                Objects.requireNonNull(row.getObject("checked_at", OffsetDateTime.class))
                        .toInstant());
    }
}

package io.berth.backend.images;

import io.berth.backend.images.RegistryImage.State;
import io.berth.backend.platform.Timestamps;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What registries said of images, by team: one team's credentials open what another's do not. */
@Component
@Transactional
class RegistryRows {

    private final JdbcClient database;

    RegistryRows(JdbcClient database) {
        this.database = database;
    }

    @Transactional(readOnly = true)
    Map<String, RegistryImage> of(UUID team) {
        return all(team).getOrDefault(team, Map.of());
    }

    @Transactional(readOnly = true)
    Map<UUID, Map<String, RegistryImage>> ofAllTeams() {
        return all(null);
    }

    private Map<UUID, Map<String, RegistryImage>> all(@Nullable UUID team) {
        Map<UUID, Map<String, RegistryImage>> all = new HashMap<>();
        database.sql("select team_id, image, state, problem, checked_at from registry_image"
                        + " where cast(:team as uuid) is null or team_id = :team")
                .param("team", team)
                .query(row -> {
                    RegistryImage image = new RegistryImage(
                            State.valueOf(row.getString("state")),
                            row.getString("problem"),
                            Objects.requireNonNull(row.getObject("checked_at", OffsetDateTime.class))
                                    .toInstant());
                    all.computeIfAbsent(row.getObject("team_id", UUID.class), _ -> new HashMap<>())
                            .put(row.getString("image"), image);
                });
        return all;
    }

    /** @return whether it is different from what was heard before */
    boolean heard(UUID team, String key, RegistryImage image) {
        RegistryImage before = of(team).get(key);
        database.sql("""
                        insert into registry_image (team_id, image, state, problem, checked_at)
                        values (:team, :key, :state, :problem, :at)
                        on conflict (team_id, image) do update
                           set state = excluded.state, problem = excluded.problem, checked_at = excluded.checked_at""")
                .param("team", team)
                .param("key", key)
                .param("state", image.state().name())
                .param("problem", image.problem())
                .param("at", Timestamps.sql(image.checkedAt()))
                .update();
        return before == null || before.state() != image.state() || !Objects.equals(before.problem(), image.problem());
    }
}

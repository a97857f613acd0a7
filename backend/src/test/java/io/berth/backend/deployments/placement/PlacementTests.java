package io.berth.backend.deployments.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.backend.deployments.rollout.Situation.NodeView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacementTests {

    private static final NodeView BUSY = new NodeView(new UUID(1, 1), "busy", true, 7);
    private static final NodeView IDLE = new NodeView(new UUID(1, 2), "idle", true, 1);
    private static final NodeView AWAY = new NodeView(new UUID(1, 3), "away", false, 0);

    @Test
    void aSlotWithoutVolumesGoesToTheReadyNodeWithTheFewestContainers() {
        assertThat(new Placement(List.of(BUSY, IDLE, AWAY), Map.of()).choose(1).node())
                .isEqualTo(IDLE.id());
    }

    @Test
    void aSlotWithAVolumeGoesWhereTheVolumeIs() {
        assertThat(new Placement(List.of(BUSY, IDLE), Map.of(1, BUSY.id()))
                        .choose(1)
                        .node())
                .isEqualTo(BUSY.id());
    }

    @Test
    void aSlotWhoseVolumeIsOnANodeThatIsAwayIsPlacedNowhere() {
        Placement.Choice choice = new Placement(List.of(IDLE, AWAY), Map.of(1, AWAY.id())).choose(1);
        assertThat(choice.node()).isNull();
        assertThat(choice.reason()).contains("away").contains("volume of slot 1");
    }

    @Test
    void aSlotWhoseNodeWasRemovedIsPlacedNowhere() {
        assertThat(new Placement(List.of(IDLE), Map.of(1, AWAY.id())).choose(1).node())
                .isNull();
    }

    @Test
    void nodesWithEquallyManyContainersAreTakenByName() {
        NodeView first = new NodeView(new UUID(1, 9), "alpha", true, 1);
        assertThat(new Placement(List.of(IDLE, first), Map.of()).choose(1).node())
                .isEqualTo(first.id());
    }
}

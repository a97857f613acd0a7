package io.berth.backend.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.ContainerObservation;
import io.berth.protocol.ContainerObservation.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamesakesTests {

    @Test
    void onlyTheEndOfAnotherIdIsThatOfAnEarlierContainer() {
        assertThat(Namesakes.anEarlierOneWent("new", seen("old", State.GONE))).isTrue();
        assertThat(Namesakes.anEarlierOneWent("new", seen("new", State.GONE))).isFalse();
        assertThat(Namesakes.anEarlierOneWent(null, seen("old", State.GONE))).isFalse();
        assertThat(Namesakes.anEarlierOneWent("old", seen("new", State.RUNNING)))
                .isFalse();
    }

    @Test
    void oneThatHasGoneIsThereAgainOnlyUnderAnotherId() {
        assertThat(Namesakes.madeOnceMore(ContainerPhase.REMOVED, "old", "new")).isTrue();
        assertThat(Namesakes.madeOnceMore(ContainerPhase.REMOVED, null, "new")).isTrue();
        assertThat(Namesakes.madeOnceMore(ContainerPhase.REMOVED, "old", "old")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = ContainerPhase.class, mode = EnumSource.Mode.EXCLUDE, names = "REMOVED")
    void whatHasNotGoneIsNotMadeOnceMore(ContainerPhase phase) {
        assertThat(Namesakes.madeOnceMore(phase, "old", "new")).isFalse();
    }

    @Test
    void newsOfAnotherIdThanTheOneThatHasGoneIsOfAContainerMadeSince() {
        assertThat(Namesakes.outdated(ContainerPhase.REMOVED, "old", seen("new", State.CREATED)))
                .isFalse();
        assertThat(Namesakes.outdated(ContainerPhase.REMOVED, "old", seen("new", State.RUNNING)))
                .isFalse();
        assertThat(Namesakes.outdated(ContainerPhase.REMOVED, "old", seen("old", State.RUNNING)))
                .isTrue();
        assertThat(Namesakes.outdated(ContainerPhase.REMOVED, null, seen("new", State.CREATED)))
                .isTrue();
        assertThat(Namesakes.outdated(ContainerPhase.REMOVED, "old", seen("new", State.GONE)))
                .isTrue();
    }

    @Test
    void newsOfWhatIsThereIsTakenInUnlessItIsTheEndOfAnEarlierOne() {
        assertThat(Namesakes.outdated(ContainerPhase.RUNNING, "new", seen("new", State.STOPPED)))
                .isFalse();
        assertThat(Namesakes.outdated(ContainerPhase.RUNNING, "new", seen("old", State.GONE)))
                .isTrue();
        assertThat(Namesakes.outdated(ContainerPhase.PLANNED, null, seen("new", State.CREATED)))
                .isFalse();
    }

    private static ContainerObservation seen(String engineId, State state) {
        return new ContainerObservation(
                engineId, "web-1", state, ContainerObservation.Health.NONE, null, null, List.of(), 0, Map.of());
    }
}

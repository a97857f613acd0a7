package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two installations on one engine, with services of the same name. */
@ExtendWith(Evidence.class)
class TwoInstallationsIT {

    @SuppressWarnings("NullAway.Init")
    private static Installation one;

    @SuppressWarnings("NullAway.Init")
    private static Installation other;

    @BeforeAll
    static void start() {
        one = Installation.started("one");
        other = Installation.started("other");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void neitherTouchesWhatTheOtherMade() {
        Api ofOne = one.api();
        Api ofOther = other.api();
        String webOfOne = ofOne.run(Definitions.webKeepingData("web", "1", "/data"));
        String webOfOther = ofOther.run(Definitions.webKeepingData("web", "1", "/data"));
        List<ContainerOnEngine> containersOfOther = other.containers("web");
        List<String> volumesOfOther = TestBed.get().engine().volumes(other.id());
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(volumesOfOther)
                .hasSize(1)
                .doesNotContainAnyElementsOf(TestBed.get().engine().volumes(one.id()));
        assertThat(ofOther.list("/api/v1/container/")).hasSize(1);

        ofOne.succeed(ofOne.act(webOfOne, "redeploy"));
        assertThat(other.containers("web")).isEqualTo(containersOfOther);

        ofOne.succeed(ofOne.delete(webOfOne).action());
        assertThat(one.containers("web")).isEmpty();
        assertThat(other.containers("web")).isEqualTo(containersOfOther);

        one.down();
        assertThat(other.containers("web")).isEqualTo(containersOfOther);
        assertThat(TestBed.get().engine().volumes(other.id())).isEqualTo(volumesOfOther);
        one.up();
        assertThat(one.api().list("/api/v1/container/").stream()
                        .filter(c -> !"Terminated".equals(c.path("state").asText())))
                .isEmpty();
        assertThat(ofOther.get(webOfOther).ok().path("state").asText()).isEqualTo("Running");
    }
}

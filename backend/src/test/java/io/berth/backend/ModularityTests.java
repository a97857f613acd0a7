package io.berth.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    /** Each module uses only those before it; news travels back as events. */
    private static final List<String> ORDER = List.of(
            "platform",
            "audit",
            "accounts",
            "nodes",
            "registries",
            "volumes",
            "services",
            "images",
            "balancing",
            "deployments",
            "api",
            "web",
            "local");

    private final ApplicationModules modules = ApplicationModules.of(ControlPlane.class);

    @Test
    void noModuleReachesIntoAnotherOneOrDependsOnItInACircle() {
        modules.verify();
    }

    @Test
    void everyModuleHasItsPlaceInTheOrder() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .allSatisfy(name -> assertThat(ORDER).contains(name));
    }

    @Test
    void modulesUseOnlyThoseBeforeThem() {
        assertThat(modules.stream()).allSatisfy(module -> {
            int place = ORDER.indexOf(module.getIdentifier().toString());
            assertThat(used(module))
                    .allSatisfy(other -> assertThat(ORDER.indexOf(other)).isLessThan(place));
        });
    }

    private List<String> used(ApplicationModule module) {
        return module.getDirectDependencies(modules)
                .uniqueModules()
                .map(other -> other.getIdentifier().toString())
                .toList();
    }
}

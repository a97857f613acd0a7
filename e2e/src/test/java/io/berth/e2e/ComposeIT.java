package io.berth.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The platform as containers. */
@ExtendWith(Evidence.class)
class ComposeIT {

    @Test
    void theQuickStartWorksOnThePlatformAsContainersToo() {
        try (Compose compose = new Compose().up()) {
            QuickStart.follow(compose.url(), compose.apiKey());
            Journey journey = new Journey(compose.api(), compose.installation().orElseThrow());
            journey.webRunsItsSecondRevision();
            journey.historyTellsBothDeploymentsOf("web");
            journey.databaseKeepsItsRowsThroughARedeploy();
        }
    }
}

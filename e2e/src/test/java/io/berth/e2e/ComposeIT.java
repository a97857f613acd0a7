package io.berth.e2e;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The platform as containers. */
@ExtendWith(Evidence.class)
class ComposeIT {

    @Test
    void theQuickStartWorksOnThePlatformAsContainersToo() {
        try (Compose compose = new Compose().up()) {
            String key = compose.apiKey();
            QuickStart.follow(compose.url(), key);
            Journey journey = new Journey(new Api(compose.url(), Installation.ADMIN, key), compose.installation());
            journey.webRunsItsSecondRevision();
            journey.historyTellsBothDeploymentsOf("web");
            journey.databaseKeepsItsRowsThroughARedeploy();
        }
    }
}

package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's quick start, followed to the letter. */
@ExtendWith(Evidence.class)
class ApiJourneyIT {

    @Test
    void theQuickStartOfTheReadmeDoesWhatItSays() {
        try (Installation berth = Installation.started("quick-start")) {
            Api api = berth.api();
            try (Poller poller = Poller.of(berth.id(), "web", Definitions.WEB_PORT)) {
                QuickStart.follow(berth.url(), berth.apiKey(Installation.ADMIN));
                poller.awaitAnswering(3);
                assertThat(poller.lowestSince(3).answering()).isGreaterThanOrEqualTo(2);
                assertThat(poller.lowestSince(3).looks()).isGreaterThan(20);
            }
            Journey journey = new Journey(api, berth.id());
            journey.webRunsItsSecondRevision();
            journey.historyTellsBothDeploymentsOf("web");
            journey.databaseKeepsItsRowsThroughARedeploy();
        }
    }
}

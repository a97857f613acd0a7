package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual time, and code that waits in it. */
class SchedulerTests {

    private final Scheduler scheduler = new Scheduler(Trace.hashOnly());
    private final List<String> happened = new ArrayList<>();

    private void note(String what) {
        happened.add(scheduler.now() + " " + what);
    }

    private void runAll() {
        while (scheduler.step(Long.MAX_VALUE)) {
            // Everything is done by the events.
        }
    }

    @Test
    void whatIsDueFirstHappensFirstAndEqualsKeepTheirOrder() {
        scheduler.after(20, "late", () -> note("late"));
        scheduler.after(10, "one", () -> note("one"));
        scheduler.after(10, "two", () -> note("two"));

        runAll();

        assertThat(happened).containsExactly("10 one", "10 two", "20 late");
    }

    @Test
    void whatPausesLetsOthersHappenMeanwhile() {
        Life life = new Life();
        scheduler.start(life, 0, "patient", () -> {
            note("begins");
            scheduler.pause(100, "wait");
            note("goes on");
        });
        scheduler.after(50, "other", () -> note("other"));

        runAll();

        assertThat(happened).containsExactly("0 begins", "50 other", "100 goes on");
    }

    @Test
    void aProcessThatDiesDoesNothingMore() {
        Life life = new Life();
        scheduler.start(life, 0, "doomed", () -> {
            note("begins");
            scheduler.pause(100, "wait");
            note("goes on");
        });
        scheduler.after(life, 200, "of the dead", () -> note("of the dead"));
        scheduler.after(50, "death", life::end);

        runAll();

        assertThat(happened).containsExactly("0 begins");
    }

    @Test
    void whatBreaksInACoroutineBreaksTheSimulation() {
        Life life = new Life();
        scheduler.start(life, 0, "broken", () -> {
            scheduler.pause(1, "wait");
            throw new Violation("a rule", "was broken");
        });

        assertThatThrownBy(this::runAll).isInstanceOf(Violation.class).hasMessage("was broken");
    }

    @Test
    void nothingHappensAfterTheLatestTimeThatIsAskedFor() {
        scheduler.after(10, "early", () -> note("early"));
        scheduler.after(30, "late", () -> note("late"));

        while (scheduler.step(20)) {
            // Everything is done by the events.
        }

        assertThat(happened).containsExactly("10 early");
    }
}

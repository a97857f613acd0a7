package io.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.e2e.Await;
import io.berth.e2e.TestBed;
import io.berth.e2e.traffic.Kind;
import io.berth.e2e.traffic.Load;
import io.berth.e2e.traffic.Report;
import io.berth.e2e.traffic.Target;
import io.berth.e2e.traffic.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What clients lose when a container is replaced with nothing before it: the least that a balancer has to be better than. */
class PlainReplacementBench {

    private static final int REPLACEMENTS = Integer.getInteger("berth.bench.replacements", 5);
    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void aContainerReplacedOnItsPortLosesWhatIsUnderWayAndWhatComesMeanwhile() {
        String image = TestBed.get().image("traffic");
        try (PublishedContainer container =
                        new PublishedContainer(TestBed.get().engine().docker(), image + ":1");
                Traffic traffic = Traffic.start(Target.of("127.0.0.1", container.port()), Load.usual())) {
            for (int i = 0; i < REPLACEMENTS; i++) {
                awaitAllKinds(traffic);
                replace(container, image + ":" + (i % 2 + 2), traffic);
            }
            awaitAllKinds(traffic);
            Report report = traffic.stop();
            System.out.println(REPLACEMENTS + " times replaced\n" + report + "\n" + Losses.of(report));
            assertThat(report.failed())
                    .as("a container that is gone loses nothing")
                    .isPositive();
        }
    }

    private static void replace(PublishedContainer container, String image, Traffic traffic) {
        long before = traffic.report().failed();
        long begun = System.nanoTime();
        container.replace(image);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        awaitAllKinds(traffic);
        System.out.printf(
                "replaced in %d ms, %d requests lost%n",
                millis, traffic.report().failed() - before);
    }

    /** Each kind has got something done since now, so that a change comes in the midst of all of them. */
    private static void awaitAllKinds(Traffic traffic) {
        Report begin = traffic.report();
        Await.until("every kind of client has been served", SOON, traffic::report, now -> served(begin, now));
    }

    private static boolean served(Report begin, Report now) {
        for (Kind kind : Kind.values()) {
            if (now.of(kind).completed() <= begin.of(kind).completed()) {
                return false;
            }
        }
        return true;
    }
}

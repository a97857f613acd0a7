package io.berth.backend.web.live;

import io.berth.backend.web.TeamPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The stream of a team's news: events named by topic, without content, since the pages ask for what they show.
 *
 * <p>The request keeps its thread, which is virtual and costs next to nothing.
 */
@Controller
class EventsController {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final LiveNews news;
    private final StillAllowed allowed;

    EventsController(LiveNews news, StillAllowed allowed) {
        this.news = news;
        this.allowed = allowed;
    }

    @GetMapping("/t/{team}/events")
    void events(
            TeamPage page,
            @RequestParam(defaultValue = "") String since,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        String session = allowed.sessionOf(request);
        try (Watch watch = news.watch(page.teamId(), since)) {
            stream(watch, EventStream.open(response), page, session);
        } catch (IOException readerLeft) {
            // The ordinary end of a stream: there is nobody to tell and nothing to mend.
            return;
        }
    }

    private void stream(Watch watch, EventStream stream, TeamPage page, @Nullable String session)
            throws IOException, InterruptedException {
        while (!watch.closed()) {
            Set<String> topics = watch.await(HEARTBEAT);
            boolean inDoubt = watch.takeDoubt() || topics.isEmpty() || topics.contains("team");
            if (inDoubt && !watch.closed() && !allowed.check(session, page)) {
                stream.event("signed-out", "");
                return;
            }
            if (topics.isEmpty()) {
                stream.heartbeat();
                continue;
            }
            for (String topic : topics) {
                stream.event(topic, "");
            }
            watch.gather(GATHERING);
        }
    }
}

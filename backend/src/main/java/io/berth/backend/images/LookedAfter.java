package io.berth.backend.images;

import io.berth.backend.audit.Changed;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.services.SealedRevision;
import io.berth.backend.services.SealedRevisions;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The revisions whose images are looked after, and the news that something about them is different now. */
@Component
class LookedAfter {

    /** Of each service so many of the newest are looked after, and whichever else is promised. */
    private static final int PER_SERVICE = 50;

    private final SealedRevisions revisions;
    private final ApplicationEventPublisher news;
    private final int window;

    LookedAfter(SealedRevisions revisions, ApplicationEventPublisher news, BerthSettings settings) {
        this.revisions = revisions;
        this.news = news;
        this.window = settings.rollbackWindow();
    }

    List<SealedRevision> revisions() {
        return revisions.newest(PER_SERVICE, window);
    }

    /** To be called inside the transaction that writes down what is different. */
    void changed(Set<String> keys) {
        if (!keys.isEmpty()) {
            revisions().stream()
                    .filter(r -> keys.contains(ImageKey.of(r.image())))
                    .map(r -> new Changed(r.teamId(), "service-" + r.serviceId()))
                    .distinct()
                    .forEach(news::publishEvent);
        }
    }
}

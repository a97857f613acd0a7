package io.berth.backend.images;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the watch over images its beat. */
@Configuration(proxyBeanMethods = false)
class ImageBeat {

    /** Short, so that a disk that fills up is noticed in time; what is asked when, the watch decides. */
    @Bean
    RecurringTask<Void> imageWatchBeat(ImageWatch watch) {
        return Tasks.recurring("image-beat", FixedDelay.of(Duration.ofSeconds(5)))
                .execute((_, _) -> watch.beat());
    }
}

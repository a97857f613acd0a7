package io.berth.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import io.berth.protocol.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hears of an event on the engine, so that Berth need not be asked all the time before there is anything to tell. */
final class EngineNews implements AutoCloseable {

    private final CountDownLatch heard = new CountDownLatch(1);
    private final ResultCallback.Adapter<Event> events;

    /** @param wanted the beginning of the event's name, such as {@code start} */
    EngineNews(DockerClient docker, String service, String wanted) {
        events = docker.eventsCmd()
                .withLabelFilter(Labels.SERVICE_NAME + "=" + service)
                .exec(new ResultCallback.Adapter<>() {
                    @Override
                    public void onNext(Event event) {
                        if (String.valueOf(event.getAction()).startsWith(wanted)) {
                            heard.countDown();
                        }
                    }
                });
        try {
            events.awaitStarted();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void await() {
        try {
            if (!heard.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("The engine has told nothing for a minute");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

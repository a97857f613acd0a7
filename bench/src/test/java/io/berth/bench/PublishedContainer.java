package io.berth.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.berth.e2e.Definitions;
import io.berth.e2e.FreePorts;
import org.jspecify.annotations.Nullable;

/** What {@code docker run --publish} makes: one container on a port of this machine, which no two can have at once. */
final class PublishedContainer implements AutoCloseable {

    private static final ExposedPort INNER = ExposedPort.tcp(Definitions.WEB_PORT);
    private static final int STOP_SECONDS = 10;

    private final DockerClient docker;
    private final int port = FreePorts.next();

    @Nullable
    private String container;

    PublishedContainer(DockerClient docker, String image) {
        this.docker = docker;
        container = create(image);
        docker.startContainerCmd(container).exec();
    }

    int port() {
        return port;
    }

    /** In the order that loses least: the new one is ready to be started before the old one is stopped. */
    void replace(String image) {
        String next = create(image);
        String old = container;
        container = next;
        if (old != null) {
            docker.stopContainerCmd(old).withTimeout(STOP_SECONDS).exec();
        }
        docker.startContainerCmd(next).exec();
        remove(old);
    }

    private String create(String image) {
        HostConfig published = new HostConfig()
                .withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), INNER));
        return docker.createContainerCmd(image)
                .withExposedPorts(INNER)
                .withHostConfig(published)
                .exec()
                .getId();
    }

    private void remove(@Nullable String gone) {
        if (gone != null) {
            docker.removeContainerCmd(gone).withForce(true).exec();
        }
    }

    @Override
    public void close() {
        remove(container);
    }
}

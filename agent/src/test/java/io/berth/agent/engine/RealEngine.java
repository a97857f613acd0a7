package io.berth.agent.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.berth.protocol.Labels;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The machine's engine. What a test makes carries an installation of its own, and goes with it. */
public final class RealEngine implements BeforeAllCallback {

    private static final String HOST = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

    private final DockerEngine engine = new DockerEngine(HOST);
    private final DockerClient docker = DockerClientImpl.getInstance(
            DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(HOST)
                    .build(),
            new ZerodepDockerHttpClient.Builder().dockerHost(URI.create(HOST)).build());

    @Override
    public void beforeAll(ExtensionContext context) {
        TestImages.build(docker);
    }

    public DockerEngine engine() {
        return engine;
    }

    public DockerClient docker() {
        return docker;
    }

    /** Tests alone may do this: containers by force, and volumes. */
    public void removeAllOf(UUID installation) {
        Map<String, String> ours = Map.of(Labels.INSTALLATION, installation.toString());
        String filter = Labels.INSTALLATION + "=" + installation;
        docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(ours)
                .exec()
                .forEach(container -> docker.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec());
        docker.listVolumesCmd()
                .withFilter("label", List.of(filter))
                .exec()
                .getVolumes()
                .forEach(volume -> docker.removeVolumeCmd(volume.getName()).exec());
        docker.listNetworksCmd()
                .withFilter("label", List.of(filter))
                .exec()
                .forEach(network -> docker.removeNetworkCmd(network.getId()).exec());
    }
}

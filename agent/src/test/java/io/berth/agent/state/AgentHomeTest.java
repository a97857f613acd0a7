package io.berth.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentHomeTest {

    @TempDir
    Path folder;

    @Test
    void oneAgentAtATimeUsesAHome() throws Exception {
        try (AgentHome home = AgentHome.open(folder)) {
            assertThat(home.identity()).isEmpty();
            assertThatIOException().isThrownBy(() -> AgentHome.open(folder)).withMessageContaining("another agent");
        }
        AgentHome.open(folder).close();
    }

    @Test
    void epochsSurviveARestartAndNeverGoDown() throws Exception {
        UUID volume = UUID.randomUUID();
        try (AgentHome home = AgentHome.open(folder)) {
            EpochFiles epochs = home.epochs();
            assertThat(epochs.highest(volume)).isZero();
            epochs.raise(volume, 7);
            epochs.raise(volume, 3);
        }
        try (AgentHome home = AgentHome.open(folder)) {
            assertThat(home.epochs().highest(volume)).isEqualTo(7);
            assertThat(home.epochs().highest(UUID.randomUUID())).isZero();
        }
    }

    @Test
    void onlyTheOwnerMayLook() throws Exception {
        try (AgentHome home = AgentHome.open(folder.resolve("agent"))) {
            home.epochs().raise(UUID.randomUUID(), 1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("agent"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.resolve("agent").resolve("epochs"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void damagedFilesAreSaidSoInsteadOfBeingForgotten() throws Exception {
        UUID volume = UUID.randomUUID();
        try (AgentHome home = AgentHome.open(folder)) {
            Files.writeString(folder.resolve("identity.pem"), "node: nobody");
            assertThatIOException().isThrownBy(home::identity).withMessageContaining("damaged");

            EpochFiles epochs = home.epochs();
            Files.writeString(folder.resolve("epochs").resolve(volume.toString()), "");
            assertThatIllegalStateException().isThrownBy(() -> epochs.highest(volume));
        }
    }
}

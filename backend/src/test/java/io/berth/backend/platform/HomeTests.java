package io.berth.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTests {

    @TempDir
    private Path directory;

    @Test
    void secretsAreForTheirOwnerAlone() throws IOException {
        try (Home home = new Home(Settings.in(directory))) {
            home.writeRunFile("local-token", "s3cret");

            Path file = directory.resolve("run/local-token");
            assertThat(file).hasContent("s3cret\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondControlPlaneOnTheSameHomeIsRefused() throws IOException {
        try (Home _ = new Home(Settings.in(directory))) {
            assertThatExceptionOfType(CannotStartException.class)
                    .isThrownBy(() -> new Home(Settings.in(directory)))
                    .withMessageContaining("Another control plane");
        }
        new Home(Settings.in(directory)).close();
    }

    @Test
    void aHomeThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> new Home(Settings.in(file.resolve("home"))))
                .withMessageContaining(file.resolve("home").toString());
    }

    @Test
    void theMasterKeyIsMadeOnceAndKept() throws IOException {
        try (Home home = new Home(Settings.in(directory))) {
            byte[] made = new MasterKey(Settings.in(directory), home).bytes();

            assertThat(made).hasSize(32);
            assertThat(new MasterKey(Settings.in(directory), home).bytes()).isEqualTo(made);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("master.key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theOperatorsMasterKeyIsTakenAsItIs() throws IOException {
        String given = Base64.getEncoder().encodeToString(new byte[32]);
        try (Home home = new Home(Settings.in(directory, given))) {
            assertThat(new MasterKey(Settings.in(directory, given), home).bytes())
                    .isEqualTo(new byte[32]);
            assertThat(directory.resolve("master.key")).doesNotExist();
            assertThatExceptionOfType(CannotStartException.class)
                    .isThrownBy(() -> new MasterKey(Settings.in(directory, "dG9vIHNob3J0"), home))
                    .withMessageContaining("BERTH_MASTER_KEY")
                    .withMessageNotContaining("dG9v");
        }
    }
}

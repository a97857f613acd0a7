package io.berth.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDiskTest {

    @TempDir
    Path folder;

    private final EngineDisk disk = new EngineDisk();

    @Test
    void aFolderOnThisHostHasSpaceAroundIt() {
        disk.at(folder.toString());

        assertThat(disk.space()).isNotNull().satisfies(space -> {
            assertThat(space.totalBytes()).isPositive();
            assertThat(space.freeBytes()).isBetween(0L, space.totalBytes());
        });
    }

    @Test
    void aFolderThatCannotBeSeenFromHereHasNone() {
        assertThat(disk.space()).isNull();
        disk.at(folder.resolve("missing").toString());
        assertThat(disk.space()).isNull();
        disk.at("\u0000");
        assertThat(disk.space()).isNull();
        disk.at(null);
        assertThat(disk.space()).isNull();
    }
}

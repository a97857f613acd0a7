package io.berth.backend.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ControlAddressTests {

    @Test
    void everyBalancerHasALoopbackAddressOfItsOwnAndKeepsIt() {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            // As random as those of containers, but the same in each run.
            UUID container = UUID.nameUUIDFromBytes(new byte[] {(byte) i});
            String address = ControlAddress.of(container);
            assertThat(address).matches("127(\\.[1-9][0-9]{0,2}){3}").isEqualTo(ControlAddress.of(container));
            addresses.add(address);
        }
        assertThat(addresses).hasSize(100);
    }
}

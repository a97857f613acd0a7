package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code git pull && ./berth up}. */
@ExtendWith(Evidence.class)
class UpgradeIT {

    @Test
    void upAfterAChangeRenewsThePlatformAndLeavesContainersAlone() throws IOException {
        Checkout checkout = TestBed.get().checkout().copy();
        try (Installation berth = Installation.prepared("upgrade").from(checkout)) {
            berth.up();
            Api api = berth.api();
            String service = api.run(Definitions.webKeepingData("web", "1", "/data"));
            List<ContainerOnEngine> containers = berth.containers("web");
            JsonNode before = berth.status();

            raiseVersion(checkout, before.path("version").asText(), "99.0.0");
            berth.up();

            JsonNode after = berth.status();
            assertThat(after.path("version").asText()).isEqualTo("99.0.0");
            assertThat(after.path("controlPlane").path("pid"))
                    .isNotEqualTo(before.path("controlPlane").path("pid"));
            assertThat(after.path("agent").path("pid"))
                    .isNotEqualTo(before.path("agent").path("pid"));
            assertThat(after.path("nodes")).isEqualTo(before.path("nodes"));
            assertThat(berth.containers("web")).isEqualTo(containers);
            assertThat(api.get(service).ok().path("state").asText()).isEqualTo("Running");
            api.succeed(api.act(service, "redeploy"));
            assertThat(berth.containers("web").getFirst().volumes())
                    .isEqualTo(containers.getFirst().volumes());
        } finally {
            Folders.delete(checkout.root());
        }
    }

    private static void raiseVersion(Checkout checkout, String from, String to) throws IOException {
        try (Stream<Path> poms = Files.find(checkout.root(), 2, (file, is) -> file.endsWith("pom.xml"))) {
            for (Path pom : poms.toList()) {
                String text = Files.readString(pom);
                Files.writeString(
                        pom, text.replace("<version>" + from + "</version>", "<version>" + to + "</version>"));
            }
        }
    }
}

package io.berth.backend.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.berth.backend.platform.CannotStartException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.PortInUseException;

class StartUpProblemTests {

    private final StartUpProblem problems =
            new StartUpProblem(Map.of("berth.http-port", "7400", "berth.agent-port", "7443")::get);

    @ParameterizedTest
    @CsvSource({"7400, BERTH_HTTP_PORT", "7443, BERTH_AGENT_PORT"})
    void aPortInUseIsNamedWithItsSetting(int port, String setting) {
        assertThat(line(new PortInUseException(port))).contains(Integer.toString(port), setting);
    }

    @ParameterizedTest
    @CsvSource({
        "28P01, BERTH_DATABASE_PASSWORD",
        "3D000, does not exist",
        "08001, does not answer",
        "53100, disk is full"
    })
    void aDatabaseThatCannotBeUsedIsExplained(String state, String words) {
        SQLException cause = new SQLException("server's words\nand more", state);

        assertThat(line(new FlywayException("Unable to obtain connection", cause)))
                .contains(words, "server's words")
                .doesNotContain("and more");
    }

    @Test
    void anInvalidSettingIsNamedByItsVariable() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("berth.agent-port", "many")));
        Throwable wrong = catchThrowable(() -> binder.bind("berth.agent-port", Integer.class));

        assertThat(line(wrong)).startsWith("BERTH_AGENT_PORT");
    }

    @Test
    void aFullDiskIsCalledThat() {
        assertThat(line(new IOException("/home/berth: No space left on device")))
                .contains("disk is full");
    }

    @Test
    void whatWeSayOurselvesIsPassedOn() {
        assertThat(line(new CannotStartException("The moon is full."))).isEqualTo("The moon is full.");
    }

    @Test
    void nothingIsMadeUpAboutOtherFailures() {
        assertThat(problems.describe(new IllegalStateException("a bug"))).isEmpty();
    }

    private String line(Throwable failure) {
        return problems.describe(new IllegalStateException("starting failed", failure))
                .orElseThrow();
    }
}

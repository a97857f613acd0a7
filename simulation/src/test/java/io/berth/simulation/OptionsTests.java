package io.berth.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTests {

    @Test
    void eachHasADefaultAndAnyOrderWillDo() {
        assertThat(Options.of()).isEqualTo(new Options(1_000, 1, Plant.NONE, false));
        assertThat(Options.of("--trace", "--from", "4711", "--plant", "no-epoch-check", "--seeds", "7"))
                .isEqualTo(new Options(7, 4711, Plant.NO_EPOCH_CHECK, true));
    }

    @ParameterizedTest
    @CsvSource({
        "--seeds, --seeds needs a value",
        "--seeds many, '--seeds needs a whole number, and not ''many'''",
        "--seeds 0, '--seeds needs a number of at least 1, and not 0'",
        "--plant, --plant needs a value",
        "--plant bomb, 'there is no planted fault bomb; there are none, skip-confirmed-gone, starting-is-healthy, no-epoch-check'",
        "--fast, there is no option --fast"
    })
    void whatIsNotUnderstoodIsNamed(String args, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.of(args.split(" ", -1)))
                .withMessage(words);
    }
}

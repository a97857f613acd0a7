package io.berth.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WirePropertiesTest {

    private static final List<Class<?>> MESSAGES = List.of(
            ControlMessage.class,
            AgentMessage.class,
            LogLine.class,
            Job.class,
            JobOutcome.class,
            Enrolment.Request.class,
            Enrolment.Renewal.class,
            Enrolment.Response.class);

    @Property(tries = 2000)
    void whatIsWrittenIsReadAsTheSame(@ForAll long seed, @ForAll @IntRange(max = 7) int which) {
        Class<?> type = MESSAGES.get(which);
        Object message = new Anything(new Random(seed)).of(type);

        assertThat((Object) Wire.read(Wire.write(message), type)).isEqualTo(message);
    }

    @Property(tries = 2000)
    void textForPeopleHoldsNoSecrets(@ForAll long seed, @ForAll @IntRange(max = 7) int which) {
        Object message = new Anything(new Random(seed)).of(MESSAGES.get(which));

        assertThat(message.toString()).doesNotContain(Anything.SECRET);
    }

    @Property(tries = 200)
    void aFieldThatIsNewToTheReaderIsPassedOver(@ForAll long seed) {
        ControlMessage message = new Anything(new Random(seed)).of(ControlMessage.class);
        String json = Wire.write(message);

        String newer = json.substring(0, json.length() - 1) + ",\"fromTheFuture\":{\"a\":[1]}}";

        assertThat(Wire.read(newer, ControlMessage.class)).isEqualTo(message);
    }
}

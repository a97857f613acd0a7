package io.berth.backend.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.protocol.Job;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentQuestionsTests {

    @Test
    void aQuestionThatCannotBeSentIsAnsweredAtOnceWithTheReason() throws Exception {
        AgentQuestions questions = new AgentQuestions((_, _) -> {
            throw new IllegalStateException("too long a message");
        });

        AgentAnswer answer = questions
                .ask(UUID.randomUUID(), new Job.InspectImages(List.of()), Duration.ofMinutes(1))
                .get(10, TimeUnit.SECONDS);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        AgentAnswer.Failed.class,
                        failed -> assertThat(failed.message()).contains("too long a message"));
    }
}

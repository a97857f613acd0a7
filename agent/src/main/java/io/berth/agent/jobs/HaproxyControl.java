package io.berth.agent.jobs;

import io.berth.agent.engine.Engine;
import io.berth.agent.engine.Executed;
import io.berth.protocol.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Talks to the HAProxy of one container, at the port where it takes commands. */
final class HaproxyControl {

    /** Ends an answer: no text of HAProxy has it. Answers have no end of their own: some close with an empty line, some not. */
    static final String END = "\u001e";

    private static final Duration GLANCE = Duration.ofMillis(30);

    /** Each line on a connection of its own. Bash itself would read the answer byte by byte, and those of many servers are long. */
    private static final String TALK = """
            address=$1; port=$2; shift 2
            for line; do
              exec 3<>"/dev/tcp/$address/$port" || exit 7
              printf '%s\\n' "$line" >&3
              cat <&3
              exec 3>&-
              printf '\\036'
            done
            """;

    private final Engine engine;
    private final String engineId;
    private final String address;
    private final int port;
    private final InstantSource clock;
    private final Pause pause;

    HaproxyControl(Engine engine, String engineId, String address, int port, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.engineId = engineId;
        this.address = address;
        this.port = port;
        this.clock = clock;
        this.pause = pause;
    }

    /** @return empty if HAProxy does not answer now */
    Optional<HaproxyReading> read() {
        return ask(List.of(HaproxyReading.QUESTION)).flatMap(answers -> HaproxyReading.parse(answers.getFirst()));
    }

    /** @return empty if it did not come to that in time */
    Optional<HaproxyReading> await(Predicate<HaproxyReading> wanted, Duration limit) {
        Instant deadline = clock.instant().plus(limit);
        while (true) {
            Optional<HaproxyReading> reading = read().filter(wanted);
            if (reading.isPresent() || !clock.instant().isBefore(deadline)) {
                return reading;
            }
            pause.pause(GLANCE);
        }
    }

    /**
     * Gives the commands, and reads what has become of it in the same breath.
     *
     * @throws JobFailedException with HAProxy's words if it refuses one that it must not
     */
    Optional<HaproxyReading> give(List<HaproxyCommand> commands) {
        List<String> lines =
                new ArrayList<>(commands.stream().map(HaproxyCommand::line).toList());
        lines.add(HaproxyReading.QUESTION);
        Optional<List<String>> answers = ask(lines);
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < commands.size(); i++) {
            String answer = answers.get().get(i);
            if (commands.get(i).refusedBy(answer)) {
                throw refused("'" + lines.get(i) + "': " + answer.strip());
            }
        }
        return HaproxyReading.parse(answers.get().getLast());
    }

    static JobFailedException refused(String what) {
        return new JobFailedException(FailureCode.BALANCER_REFUSED, "HAProxy refused " + what);
    }

    private Optional<List<String>> ask(List<String> lines) {
        // A HAProxy that hangs is not to be mistaken for an engine that does.
        List<String> command =
                new ArrayList<>(List.of("timeout", "20", "bash", "-c", TALK, "_", address, String.valueOf(port)));
        command.addAll(lines);
        Executed talk = engine.exec(engineId, command);
        List<String> answers = List.of(talk.output().split(END, -1));
        return talk.exitCode() == 0 && answers.size() > lines.size()
                ? Optional.of(answers.subList(0, lines.size()))
                : Optional.empty();
    }
}

package io.berth.agent.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Frame;
import io.berth.protocol.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Runs a command in a container and gathers what it writes. */
final class DockerExec {

    private DockerExec() {}

    static Executed run(DockerClient client, String engineId, List<String> command) {
        String id = create(client, engineId, command);
        try (Output output = new Output()) {
            client.execStartCmd(id).exec(output).awaitCompletion();
            Long exitCode = client.inspectExecCmd(id).exec().getExitCodeLong();
            return new Executed(Objects.requireNonNullElse(exitCode, -1L).intValue(), output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine did not finish a command.", e);
        } catch (IOException e) {
            throw new EngineException(FailureCode.ENGINE_UNREACHABLE, "The engine broke a command off.", e);
        }
    }

    private static String create(DockerClient client, String engineId, List<String> command) {
        try {
            return client.execCreateCmd(engineId)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withCmd(command.toArray(String[]::new))
                    .exec()
                    .getId();
        } catch (ConflictException e) {
            throw new EngineException(
                    FailureCode.CONTAINER_MISSING,
                    "The engine could not run a command: the container does not run.",
                    e);
        }
    }

    /** Bytes, since a frame may end within a character. */
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

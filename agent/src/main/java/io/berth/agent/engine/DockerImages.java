package io.berth.agent.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.transport.DockerHttpClient;
import io.berth.protocol.FailureCode;
import io.berth.protocol.RegistryLogin;
import io.berth.protocol.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images on a Docker engine and in the registries that it reaches. */
final class DockerImages {

    private static final Duration REGISTRY_ANSWERS = Duration.ofSeconds(25);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final DockerConnections docker;

    DockerImages(DockerConnections docker) {
        this.docker = docker;
    }

    String digestInRegistry(String reference, @Nullable RegistryLogin login) {
        String path = "/distribution/" + ImageName.parse(reference).toAsk() + "/json";
        DockerConnections.Answer answer;
        try {
            answer = TimeLimit.within(REGISTRY_ANSWERS, () -> docker.get(path, RegistryHeader.of(login)));
        } catch (EngineException e) {
            if (docker.ping()) {
                throw new EngineException(
                        FailureCode.REGISTRY_UNREACHABLE, "The registry of " + reference + " does not answer.", e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw DockerErrors.translate("ask the registry for " + reference, e);
        }
        if (!answer.good()) {
            throw RegistryWords.failure(reference, answer.status(), answer.body());
        }
        return Wire.read(answer.body(), Distribution.class).descriptor().digest();
    }

    Optional<LocalImage> find(String name) {
        try {
            InspectImageResponse image = TimeLimit.within(
                    SOON, () -> docker.client().inspectImageCmd(name).exec());
            List<String> digests = image.getRepoDigests();
            return Optional.of(new LocalImage(
                    DockerObservations.facts(image),
                    digests == null ? List.of() : List.copyOf(digests),
                    Objects.requireNonNullElse(image.getSize(), 0L)));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (DockerException e) {
            if (e.getHttpStatus() == 400) {
                throw new EngineException(FailureCode.IMAGE_NOT_FOUND, "'" + name + "' is not an image reference.", e);
            }
            throw DockerErrors.translate("inspect the image " + name, e);
        } catch (RuntimeException e) {
            throw DockerErrors.translate("inspect the image " + name, e);
        }
    }

    void pull(String name, @Nullable RegistryLogin login) {
        String path = "/images/create?fromImage=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        try (DockerHttpClient.Response response =
                docker.open(DockerHttpClient.Request.Method.POST, path, RegistryHeader.of(login))) {
            if (response.getStatusCode() != 200) {
                throw RegistryWords.failure(name, response.getStatusCode(), DockerConnections.body(response));
            }
            awaitPulled(name, response);
        } catch (IOException e) {
            throw DockerErrors.unreachable(e);
        } catch (RuntimeException e) {
            throw DockerErrors.translate("pull " + name, e);
        }
    }

    /** An engine gives up the name of an image in use if the image has another one: so who uses it is asked for first. */
    boolean remove(String name) {
        Optional<LocalImage> present = find(name);
        if (present.isEmpty()) {
            return true;
        }
        try {
            return TimeLimit.within(SOON, () -> {
                List<Container> users = docker.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withAncestorFilter(List.of(present.get().facts().imageId()))
                        .exec();
                if (!users.isEmpty()) {
                    return false;
                }
                docker.client().removeImageCmd(name).withForce(false).exec();
                return true;
            });
        } catch (NotFoundException e) {
            return true;
        } catch (ConflictException e) {
            return false;
        } catch (RuntimeException e) {
            throw DockerErrors.translate("remove the image " + name, e);
        }
    }

    private static void awaitPulled(String name, DockerHttpClient.Response response) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            String error = Wire.read(line, PullProgress.class).error();
            if (error != null) {
                throw RegistryWords.failure(name, response.getStatusCode(), error);
            }
        }
    }

    private record Distribution(@JsonProperty("Descriptor") Descriptor descriptor) {}

    private record Descriptor(@JsonProperty("digest") String digest) {}

    private record PullProgress(
            @JsonProperty("error") @Nullable String error) {}
}

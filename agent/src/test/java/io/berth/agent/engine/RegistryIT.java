package io.berth.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import io.berth.agent.jobs.JobExecutor;
import io.berth.agent.jobs.Pause;
import io.berth.agent.jobs.SocketProbe;
import io.berth.agent.jobs.VolumeEpochs;
import io.berth.protocol.FailureCode;
import io.berth.protocol.Job;
import io.berth.protocol.JobOutcome;
import io.berth.protocol.JobResult;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.RegistryLogin;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a real registry answers, and what becomes of it. */
class RegistryIT {

    @RegisterExtension
    static final RealEngine REAL = new RealEngine();

    @TempDir
    static Path folder;

    private static TestRegistry open;
    private static TestRegistry locked;

    @BeforeAll
    static void registries() throws Exception {
        open = TestRegistry.start(folder.resolve("open"), null);
        locked = TestRegistry.start(folder.resolve("locked"), "sesame");
        push(open.host(), null);
        push(locked.host(), "sesame");
    }

    private static void push(String host, @Nullable String password) throws InterruptedException {
        REAL.docker().tagImageCmd(TestImages.PUSHED, host + "/web", "1").exec();
        AuthConfig login = new AuthConfig().withRegistryAddress(host);
        if (password != null) {
            login.withUsername("berth").withPassword(password);
        }
        REAL.docker()
                .pushImageCmd(host + "/web:1")
                .withAuthConfig(login)
                .exec(new ResultCallback.Adapter<>())
                .awaitCompletion();
        REAL.docker().removeImageCmd(host + "/web:1").exec();
    }

    @AfterAll
    static void stop() throws Exception {
        REAL.docker()
                .removeImageCmd(REAL.engine()
                        .findImage(TestImages.PUSHED)
                        .orElseThrow()
                        .facts()
                        .imageId())
                .withForce(true)
                .exec();
        open.close();
        locked.close();
    }

    private static void assertFails(FailureCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void aTagHasADigestByWhichTheImageIsPulled() {
        String digest = REAL.engine().digestInRegistry(open.host() + "/web:1", null);
        String name = open.host() + "/web@" + digest;
        assertThat(digest).matches("sha256:[0-9a-f]{64}");
        assertThat(REAL.engine().findImage(name)).isEmpty();

        REAL.engine().pull(name, null);

        LocalImage image = REAL.engine().findImage(name).orElseThrow();
        assertThat(image.repositoryDigests()).contains(name);
        assertThat(REAL.engine().findImage(open.host() + "/web:1"))
                .as("tags are left alone")
                .isEmpty();
        assertThat(REAL.engine().digestInRegistry(name, null)).isEqualTo(digest);
        REAL.docker().removeImageCmd(name).exec();
    }

    @Test
    void anUnknownTagIsToldInTheRegistrysWords() {
        assertFails(
                FailureCode.IMAGE_NOT_FOUND,
                "manifest unknown",
                () -> REAL.engine().digestInRegistry(open.host() + "/web:nope", null));
        assertFails(
                FailureCode.IMAGE_NOT_FOUND,
                "manifest unknown",
                () -> REAL.engine().digestInRegistry(open.host() + "/nothing:1", null));
        assertFails(
                FailureCode.IMAGE_NOT_FOUND,
                "manifest unknown",
                () -> REAL.engine().pull(open.host() + "/web@sha256:" + "0".repeat(64), null));
    }

    @Test
    void credentialsOpenALockedRegistryAndNothingElseDoes() {
        String reference = locked.host() + "/web:1";
        RegistryLogin right = new RegistryLogin(locked.host(), "berth", "sesame");
        RegistryLogin wrong = new RegistryLogin(locked.host(), "berth", "open");

        String digest = REAL.engine().digestInRegistry(reference, right);
        REAL.engine().pull(locked.host() + "/web@" + digest, right);
        REAL.docker().removeImageCmd(locked.host() + "/web@" + digest).exec();

        assertFails(FailureCode.REGISTRY_DENIED, "", () -> REAL.engine().digestInRegistry(reference, null));
        assertFails(FailureCode.REGISTRY_DENIED, "", () -> REAL.engine().digestInRegistry(reference, wrong));
    }

    @Test
    void anImageIsTakenOffByItsDigestAndEveryOtherNameOfItWorksOn() {
        String digest = REAL.engine().digestInRegistry(open.host() + "/web:1", null);
        String name = open.host() + "/web@" + digest;
        String sameRepository = open.host() + "/web:mine";
        String otherRepository = "berth-agent-test/mine:1";
        for (String tag : List.of(sameRepository, otherRepository)) {
            REAL.engine().pull(name, null);
            int colon = tag.lastIndexOf(':');
            REAL.docker()
                    .tagImageCmd(name, tag.substring(0, colon), tag.substring(colon + 1))
                    .exec();

            assertThat(REAL.engine().removeImage(name)).isTrue();

            assertThat(REAL.engine().findImage(name)).isEmpty();
            assertThat(REAL.engine().findImage(tag)).isPresent();
            String id = REAL.docker().createContainerCmd(tag).exec().getId();
            REAL.docker().removeContainerCmd(id).exec();
            REAL.docker().removeImageCmd(tag).exec();
        }
        assertThat(REAL.engine().removeImage(name)).as("a second time").isTrue();
    }

    @Test
    void anImageInUseKeepsItsDigestAlthoughItHasAnotherName() {
        String digest = REAL.engine().digestInRegistry(open.host() + "/web:1", null);
        String name = open.host() + "/web@" + digest;
        REAL.engine().pull(name, null);
        REAL.docker().tagImageCmd(name, "berth-agent-test/mine", "2").exec();
        String id = REAL.docker().createContainerCmd(name).exec().getId();
        try {
            assertThat(REAL.engine().removeImage(name)).isFalse();
            assertThat(REAL.engine().findImage(name)).isPresent();
        } finally {
            REAL.docker().removeContainerCmd(id).exec();
            REAL.docker().removeImageCmd("berth-agent-test/mine:2").exec();
        }
        assertThat(REAL.engine().removeImage(name)).isTrue();
    }

    @Test
    void aRegistryIsAskedWhetherItStillHasADigest() {
        JobExecutor jobs = new JobExecutor(
                REAL.engine(),
                UUID.randomUUID(),
                new NoVolumes(),
                new SocketProbe(),
                InstantSource.system(),
                Pause.ofThread(),
                Runnable::run);
        String digest = REAL.engine().digestInRegistry(open.host() + "/web:1", null);
        List<JobOutcome> outcomes = new ArrayList<>();
        for (PinnedImage image : List.of(
                new PinnedImage(open.host() + "/web:moved", digest, null),
                new PinnedImage(open.host() + "/web:1", "sha256:" + "0".repeat(64), null),
                new PinnedImage(locked.host() + "/web:1", digest, null),
                new PinnedImage("127.0.0.1:1/web:1", digest, null))) {
            jobs.submit(UUID.randomUUID(), new Job.CheckRegistry(image, null), 0, outcomes::add);
        }

        assertThat(outcomes)
                .extracting(outcome -> switch (outcome) {
                    case JobOutcome.Done(JobResult result) -> result;
                    case JobOutcome.Failed failure -> failure.code();
                })
                .containsExactly(
                        new JobResult.RegistryChecked(true),
                        new JobResult.RegistryChecked(false),
                        FailureCode.REGISTRY_DENIED,
                        FailureCode.REGISTRY_UNREACHABLE);
    }

    private static final class NoVolumes implements VolumeEpochs {

        @Override
        public long highest(UUID volume) {
            return 0;
        }

        @Override
        public void raise(UUID volume, long epoch) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerIsUnreachable() {
        assertFails(
                FailureCode.REGISTRY_UNREACHABLE,
                "connection refused",
                () -> REAL.engine().digestInRegistry("127.0.0.1:1/web:1", null));
        assertFails(
                FailureCode.REGISTRY_UNREACHABLE,
                "connection refused",
                () -> REAL.engine().pull("127.0.0.1:1/web@sha256:" + "0".repeat(64), null));
    }

    @Test
    void whatIsNoReferenceIsNotFound() {
        assertFails(FailureCode.IMAGE_NOT_FOUND, "", () -> REAL.engine().digestInRegistry("UPPER/web:1", null));
    }
}

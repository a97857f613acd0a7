package io.berth.backend.balancing.certificates;

import io.berth.backend.platform.AcmeSettings;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.springframework.stereotype.Component;

/** An authority that is asked by ACME (RFC 8555) and looks for its proof on port 80 (HTTP-01). */
@Component
class AcmeAuthority implements Authority {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ISSUES_WITHIN = Duration.ofSeconds(60);
    private static final String NO_SUCH_ACCOUNT = "urn:ietf:params:acme:error:accountDoesNotExist";

    private final URI directory;
    private final @Nullable String email;
    private final TrustingProvider provider;
    private final AcmeAccounts accounts;

    AcmeAuthority(AcmeSettings settings, AcmeAccounts accounts) {
        this.directory = settings.directory();
        this.email = settings.email();
        this.provider = new TrustingProvider(client(settings));
        this.accounts = accounts;
    }

    private static HttpClient client(AcmeSettings settings) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(ANSWERS_WITHIN);
        if (settings.ca() != null) {
            client.sslContext(ExtraTrust.of(settings.ca()));
        }
        return client.build();
    }

    @Override
    public Certified order(String host, Proof proof) throws RefusedException, InterruptedException {
        try {
            Session session = new Session(directory, provider);
            session.networkSettings().setTimeout(ANSWERS_WITHIN);
            Order order = login(session).newOrder().domain(host).create();
            for (Authorization authorization : order.getAuthorizations()) {
                if (authorization.getStatus() != Status.VALID) {
                    prove(authorization, proof);
                }
            }
            return issued(order);
        } catch (AcmeRateLimitedException e) {
            throw new RefusedException(says(e.getProblem()), e.getRetryAfter().orElse(null), e);
        } catch (AcmeServerException e) {
            if (NO_SUCH_ACCOUNT.equals(e.getType().toString())) {
                accounts.isAt(directory, null);
            }
            throw new RefusedException(says(e.getProblem()), null, e);
        } catch (AcmeNetworkException e) {
            throw new RefusedException("The authority at " + directory + " was not reached: " + root(e), null, e);
        } catch (AcmeException e) {
            throw new RefusedException("The order failed: " + e.getMessage(), null, e);
        }
    }

    /** Asking for an account with a key that has one gives that one. */
    private Login login(Session session) throws AcmeException {
        AcmeIdentity identity = accounts.at(directory, () -> Keys.whole(Keys.fresh()));
        KeyPair keys = Keys.pair(identity.key());
        if (identity.location() != null) {
            try {
                return session.login(URI.create(identity.location()).toURL(), keys);
            } catch (MalformedURLException e) {
                throw new IllegalStateException("a stored account has no address", e);
            }
        }
        AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(keys);
        if (email != null) {
            account.addEmail(email);
        }
        Login login = account.createLogin(session);
        accounts.isAt(directory, login.getAccountLocation().toString());
        return login;
    }

    private static void prove(Authorization authorization, Proof proof)
            throws AcmeException, RefusedException, InterruptedException {
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new RefusedException("The authority takes no proof over port 80 (HTTP-01)."));
        proof.answer(challenge.getToken(), challenge.getAuthorization());
        challenge.trigger();
        Status status = authorization.waitForCompletion(LOOKS_WITHIN);
        if (status != Status.VALID) {
            challenge.fetch();
            throw refused(challenge.getError(), "proof", status);
        }
    }

    private static Certified issued(Order order) throws AcmeException, RefusedException, InterruptedException {
        Status ready = order.waitUntilReady(LOOKS_WITHIN);
        if (ready != Status.READY) {
            throw refused(order.getError(), "order", ready);
        }
        KeyPair keys = Keys.fresh();
        order.execute(keys);
        Status status = order.waitForCompletion(ISSUES_WITHIN);
        if (status != Status.VALID) {
            throw refused(order.getError(), "order", status);
        }
        List<X509Certificate> chain = order.getCertificate().getCertificateChain();
        X509Certificate first = chain.getFirst();
        return new Certified(
                Keys.pem(keys),
                Keys.pem(chain),
                IssuerName.of(first),
                first.getNotBefore().toInstant(),
                first.getNotAfter().toInstant());
    }

    private static RefusedException refused(Optional<Problem> error, String what, Status status) {
        String why = error.map(AcmeAuthority::says)
                .orElseGet(() -> "The authority gave no reason; the " + what + " is " + status + ".");
        return new RefusedException(why);
    }

    private static String says(Problem problem) {
        String words = Stream.concat(Stream.of(problem), problem.getSubProblems().stream())
                .flatMap(p -> p.getDetail().or(p::getTitle).stream())
                .distinct()
                .collect(Collectors.joining("; "));
        return "The authority says: " + (words.isEmpty() ? problem.getType().toString() : words);
    }

    private static String root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}

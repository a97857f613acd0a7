package io.berth.agent;

import io.berth.agent.link.CertificateRequests;
import io.berth.agent.link.RefusedException;
import io.berth.agent.state.AgentHome;
import io.berth.agent.state.Identity;
import io.berth.protocol.JoinToken;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Makes this host a node, once; waits as long as it takes for the control plane to be there. */
final class Enrolling {

    private static final System.Logger LOG = System.getLogger(Enrolling.class.getName());
    private static final Duration PACE = Duration.ofSeconds(1);

    private final AgentHome home;
    private final CertificateRequests requests;
    private final JoinTokenSource source;

    Enrolling(AgentHome home, CertificateRequests requests, JoinTokenSource source) {
        this.home = home;
        this.requests = requests;
        this.source = source;
    }

    Identity identity(String nodeName) throws StartupException, InterruptedException {
        try {
            Optional<Identity> known = home.identity();
            return known.isPresent() ? known.get() : enrol(nodeName);
        } catch (IOException e) {
            throw new StartupException("The agent's own files cannot be used: " + e.getMessage(), e);
        }
    }

    private Identity enrol(String nodeName) throws StartupException, InterruptedException, IOException {
        String told = "";
        while (true) {
            String waitingFor;
            Optional<JoinToken> token = source.read();
            if (token.isEmpty()) {
                waitingFor = "a join token in " + source;
            } else {
                try {
                    Identity identity = requests.enrol(token.get(), nodeName);
                    home.save(identity);
                    LOG.log(Level.INFO, "enrolled as node {0}, named {1}", identity.node(), nodeName);
                    return identity;
                } catch (RefusedException e) {
                    if (token.equals(source.read())) {
                        throw new StartupException(String.valueOf(e.getMessage()), e);
                    }
                    waitingFor = "an answer to the new join token";
                } catch (IOException e) {
                    waitingFor = "the control plane (" + words(e) + ")";
                }
            }
            if (!waitingFor.equals(told)) {
                LOG.log(Level.INFO, "waiting for {0}", waitingFor);
                told = waitingFor;
            }
            Thread.sleep(PACE);
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? "it does not accept connections" : e.getMessage();
    }
}

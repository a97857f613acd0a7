package io.berth.agent.engine;

import io.berth.protocol.FailureCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells from the engine's words why a registry did not hand out an image. The status alone does not say. */
final class RegistryWords {

    private static final Pattern NOT_FOUND = Pattern.compile(
            "manifest unknown|name unknown|not found: |does not exist|no matching manifest|invalid reference");
    private static final Pattern DENIED = Pattern.compile(
            "unauthorized|authentication required|denied|forbidden|incorrect username or password|no basic auth");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "no such host|connection refused|connection reset|timeout|timed out|dial tcp|tls: |x509: |eof$|unreachable"
                    + "|http response to https|toomanyrequests|too many requests"
                    + "|received unexpected http status|bad gateway|service unavailable");

    private RegistryWords() {}

    static EngineException failure(String reference, int status, String body) {
        String words = DockerErrors.words(body);
        FailureCode code = code(status, words.toLowerCase(Locale.ROOT));
        return new EngineException(code, sentence(code, reference) + ": " + words);
    }

    private static FailureCode code(int status, String words) {
        if (UNREACHABLE.matcher(words).find()) {
            return FailureCode.REGISTRY_UNREACHABLE;
        }
        // Docker Hub hides missing repositories behind "access denied", and says so: denied is the better guess.
        if (status == 401 || status == 403 || DENIED.matcher(words).find()) {
            return FailureCode.REGISTRY_DENIED;
        }
        if (status == 404 || NOT_FOUND.matcher(words).find()) {
            return FailureCode.IMAGE_NOT_FOUND;
        }
        return FailureCode.ENGINE_ERROR;
    }

    private static String sentence(FailureCode code, String reference) {
        return switch (code) {
            case IMAGE_NOT_FOUND -> "The registry has no image " + reference;
            case REGISTRY_DENIED -> "The registry refuses access to " + reference;
            case REGISTRY_UNREACHABLE -> "The registry of " + reference + " cannot be reached";
            default -> "The engine could not get the image " + reference;
        };
    }
}

package io.berth.backend.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of the API's objects, by which they refer to each other. */
public final class Uris {

    public static final String BASE = "/api/v1/";

    private static final Pattern REFERENCE =
            Pattern.compile("(?:.*/)?([a-z]+)/([0-9a-fA-F]{8}-[0-9a-fA-F-]{27})/?", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Uris() {}

    public static String service(UUID id) {
        return of("service", id);
    }

    public static String revision(UUID service, int number) {
        return service(service) + "revision/" + number + "/";
    }

    public static String container(UUID id) {
        return of("container", id);
    }

    public static String node(UUID id) {
        return of("node", id);
    }

    public static String action(UUID id) {
        return of("action", id);
    }

    public static String volume(UUID id) {
        return of("volume", id);
    }

    public static String registry(UUID id) {
        return of("registry", id);
    }

    /** The id in a reference to an object of this type: its address, or the id alone. */
    public static Optional<UUID> id(String type, String reference) {
        String text = reference.strip();
        Matcher address = REFERENCE.matcher(text);
        if (address.matches()) {
            return address.group(1).equals(type) ? uuid(address.group(2)) : Optional.empty();
        }
        return uuid(text);
    }

    public static Optional<UUID> uuid(String text) {
        return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static String of(String type, UUID id) {
        return BASE + type + "/" + id + "/";
    }
}

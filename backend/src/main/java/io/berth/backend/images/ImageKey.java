package io.berth.backend.images;

import io.berth.protocol.PinnedImage;
import java.util.Set;

/**
 * One name for one exact image, however a person wrote its repository: {@code docker.io/library/nginx@sha256:…}, or the
 * image's id if no registry knows it.
 */
final class ImageKey {

    private static final String HUB = "docker.io";
    private static final Set<String> HUB_NAMES = Set.of(HUB, "index.docker.io", "registry-1.docker.io");

    private ImageKey() {}

    static String of(PinnedImage image) {
        return image.digest() == null
                ? String.valueOf(image.imageId())
                : repository(image.reference()) + "@" + image.digest();
    }

    /** The registry of an image that one has. */
    static String registry(PinnedImage image) {
        String repository = repository(image.reference());
        return repository.substring(0, repository.indexOf('/'));
    }

    /** The rule of engines: what is before the first slash is a host if it looks like one. */
    private static String repository(String reference) {
        String name = withoutTag(reference);
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        if (host && !HUB_NAMES.contains(first)) {
            return name;
        }
        String path = host ? name.substring(slash + 1) : name;
        return HUB + "/" + (path.contains("/") ? path : "library/" + path);
    }

    private static String withoutTag(String reference) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}

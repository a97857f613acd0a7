package io.berth.backend.services;

import io.berth.backend.platform.InvalidInputException;
import java.util.regex.Pattern;

/**
 * An image's repository and tag.
 *
 * @param image such as {@code registry.example:5000/shop/web}
 * @param tag such as {@code 2}
 */
public record ImageReference(String image, String tag) {

    // The grammar of distribution/reference: an optional host with port, then lower-case path components.
    private static final Pattern IMAGE = Pattern.compile(
            "(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?/)?[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"
                    + "(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[\\w][\\w.-]{0,127}");

    /**
     * Splits {@code repository[:tag]}; the tag is {@code latest} if none is given.
     *
     * @throws InvalidInputException for field {@code image}, if it is not a reference or names a digest
     */
    public static ImageReference parse(String text) {
        String reference = text.strip();
        if (reference.contains("@")) {
            throw InvalidInputException.of(
                    "image", "name a tag, not a digest: Berth finds out the digest at each redeploy and keeps it");
        }
        int colon = reference.lastIndexOf(':');
        boolean tagged = colon > reference.lastIndexOf('/');
        String image = tagged ? reference.substring(0, colon) : reference;
        String tag = tagged ? reference.substring(colon + 1) : "latest";
        if (!isImage(image)) {
            throw InvalidInputException.of(
                    "image", "“" + image + "” is not an image name, such as registry.example/team/web");
        }
        if (!isTag(tag)) {
            throw InvalidInputException.of("image", "“" + tag + "” is not a tag");
        }
        return new ImageReference(image, tag);
    }

    static boolean isImage(String text) {
        return text.length() <= 255 && IMAGE.matcher(text).matches();
    }

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    @Override
    public String toString() {
        return image + ":" + tag;
    }
}

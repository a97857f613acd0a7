package io.berth.protocol;

/**
 * An image that is on an engine.
 *
 * @param imageId {@code sha256:…} of its configuration
 * @param bytes the space that it takes, layers that it shares with others included
 */
public record PresentImage(PinnedImage image, String imageId, long bytes) {}

package io.berth.backend.images;

import java.util.UUID;

/**
 * A reason for which an image must stay.
 *
 * @param key the image's {@link ImageKey}
 * @param team whose reason it is
 * @param why in words for people of that team
 */
record Need(String key, UUID team, String why) {}

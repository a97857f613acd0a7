package io.berth.backend.web.inventory;

import io.berth.backend.services.Service;
import io.berth.backend.volumes.Volume;

/** A line of the volumes list. */
public record VolumeRow(Volume volume, Service service, String node) {}

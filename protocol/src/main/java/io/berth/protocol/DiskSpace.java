package io.berth.protocol;

/** The disk that an engine keeps its images and volumes on. */
public record DiskSpace(long totalBytes, long freeBytes) {

    /** How much of it is in use, from 0 to 100. */
    public int percentUsed() {
        return totalBytes <= 0 ? 0 : (int) ((totalBytes - freeBytes) * 100 / totalBytes);
    }
}

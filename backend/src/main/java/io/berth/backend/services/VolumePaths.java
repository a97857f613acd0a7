package io.berth.backend.services;

/** The one spelling of a volume's path. */
public final class VolumePaths {

    private VolumePaths() {}

    /** Without doubled or trailing slashes. */
    public static String normal(String path) {
        String single = path.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}

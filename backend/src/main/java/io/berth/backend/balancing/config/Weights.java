package io.berth.backend.balancing.config;

import java.util.Arrays;

/** Whole numbers, as HAProxy takes them for weights, that stand to each other as shares do. */
final class Weights {

    static final int MOST = 256;

    private static final double EXACT = 1e-9;

    private Weights() {}

    /**
     * The smallest numbers that come closest to the shares. Whoever has a share gets at least 1. Where nobody has one there is
     * nobody else to send requests to, so all get the same.
     */
    static int[] of(double[] shares) {
        double most = Arrays.stream(shares).max().orElse(0);
        int[] best = new int[shares.length];
        if (most <= 0) {
            Arrays.fill(best, 1);
            return best;
        }
        double bestError = Double.MAX_VALUE;
        for (int scale = 1; scale <= MOST && bestError > EXACT; scale++) {
            int[] weights = scaled(shares, scale / most);
            double error = error(weights, shares);
            if (error < bestError - EXACT) {
                best = weights;
                bestError = error;
            }
        }
        return best;
    }

    private static int[] scaled(double[] shares, double factor) {
        return Arrays.stream(shares)
                .mapToInt(share -> share <= 0 ? 0 : Math.max(1, (int) Math.round(share * factor)))
                .toArray();
    }

    /** How far from its share the one is that is furthest. */
    private static double error(int[] weights, double[] shares) {
        double allWeights = Arrays.stream(weights).sum();
        double allShares = Arrays.stream(shares).sum();
        double error = 0;
        for (int i = 0; i < shares.length; i++) {
            error = Math.max(error, Math.abs(weights[i] / allWeights - shares[i] / allShares));
        }
        return error;
    }
}

package io.corrsh.index.peers;

/**
 * What was measured of a peer.
 *
 * @param buildSeconds CPU time of building it, all threads
 * @param millis CPU time of a query, mean, the best of some rounds
 * @param recall the part of the k nearest it found, over all queries
 */
record Measurement(String peer, String data, int n, int k, double buildSeconds, double millis, double recall) {

    String line() {
        return "%s\t%s\t%d\t%d\t%.3f\t%.5f\t%.6f".formatted(peer, data, n, k, buildSeconds, millis, recall);
    }

    static Measurement parse(String line) {
        String[] parts = line.split("\t");
        return new Measurement(
                parts[0],
                parts[1],
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]),
                Double.parseDouble(parts[6]));
    }
}

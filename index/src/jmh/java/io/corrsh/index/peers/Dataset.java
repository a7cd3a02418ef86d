package io.corrsh.index.peers;

import io.corrsh.index.lucene.Workload;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Codes of 64 bits and queries by seed, with the distance of each query's k-th neighbour by brute force. */
final class Dataset {

    static final int BITS = 64;
    static final int QUERIES = 100;

    private static final long SEED = 42;
    private static final Pattern CODE = Pattern.compile("\"code\":\"([0-9a-f]{16})\"");

    final String kind;
    final long[] codes;
    final long[] queries = new long[QUERIES];

    private Dataset(String kind, long[] codes, Workload queries, boolean planted) {
        this.kind = kind;
        this.codes = codes;
        for (int i = 0; i < QUERIES; i++) {
            this.queries[i] = planted ? queries.near(new long[] {codes[i * 7919 % codes.length]}, 0.05)[0] : queries.next()[0];
        }
    }

    /** Makes {@code uniform} or {@code clustered} codes; queries are near some of them. */
    static Dataset generated(String kind, int size) {
        Workload workload = new Workload(kind, BITS, SEED);
        long[] codes = new long[size];
        Arrays.setAll(codes, i -> workload.next()[0]);
        return new Dataset(kind, codes, workload, kind.equals("uniform"));
    }

    /**
     * Takes codes of real documents, as {@code corrsh encode} writes them; beyond their number, copies of them follow in
     * which 5 to 10 % of the bits are flipped. Queries are such copies too.
     */
    static Dataset real(Path file, int size) throws IOException {
        long[] real;
        try (Stream<String> lines = Files.lines(file)) {
            real = lines.map(CODE::matcher)
                    .filter(Matcher::find)
                    .mapToLong(code -> Long.parseUnsignedLong(code.group(1), 16))
                    .toArray();
        }
        long[][] centres = Arrays.stream(real).mapToObj(code -> new long[] {code}).toArray(long[][]::new);
        Workload workload = new Workload(centres, BITS, SEED);
        long[] codes = new long[size];
        // A fixed stride mixes the corpora when fewer codes are wanted than there are.
        Arrays.setAll(codes, i -> i < real.length ? real[(int) (i * 7919L % real.length)] : workload.next()[0]);
        return new Dataset("real", codes, workload, false);
    }

    /** The distance of the k-th nearest code of every query. */
    int[] kthDistances(int k) {
        int[] kth = new int[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            int[] counts = new int[BITS + 1];
            for (long code : codes) {
                counts[Long.bitCount(code ^ queries[i])]++;
            }
            int seen = 0;
            while (seen + counts[kth[i]] < k) {
                seen += counts[kth[i]++];
            }
        }
        return kth;
    }

    /** Which part of the k nearest an answer has; codes at the k-th distance count whichever they are. */
    double recall(int[][] answers, int k) {
        int[] kth = kthDistances(k);
        long found = 0;
        for (int i = 0; i < QUERIES; i++) {
            long query = queries[i];
            int limit = kth[i];
            found += Arrays.stream(answers[i])
                    .distinct()
                    .filter(number -> number >= 0 && Long.bitCount(codes[number] ^ query) <= limit)
                    .limit(k)
                    .count();
        }
        return (double) found / ((long) QUERIES * k);
    }

    /** Writes numbers as bytes, the first bit of a code first. */
    static void write(long[] codes, Path file) throws IOException {
        try (DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (long code : codes) {
                output.writeLong(code);
            }
        }
    }
}

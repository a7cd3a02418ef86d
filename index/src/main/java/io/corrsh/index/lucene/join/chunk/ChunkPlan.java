package io.corrsh.index.lucene.join.chunk;

import io.corrsh.index.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * How to cut codes into chunks so that every pair within a distance agrees in one of them, at the least cost.
 *
 * <p>If the chunks' radii r satisfy sum(r + 1) = distance + 1, a pair that agrees in none differs in at least sum(r + 1)
 * bits, which is too far. Few wide chunks have small buckets but many neighbouring ones; many narrow chunks have radius 0
 * and large buckets. Which is cheaper hangs on the codes, so it is estimated from a sample of them.
 */
final class ChunkPlan {

    /** The largest number of a bucket has so many bits. */
    private static final int MAX_KEY_BITS = 24;

    private static final int MAX_NEIGHBOURS = 1 << 16;
    private static final int SAMPLE = 1 << 20;
    private static final int PROBES = 256;

    // Costs in nanoseconds, measured at 10 million codes.
    private static final double COMPARE = 0.6;
    private static final double LIST = 8;
    private static final double LOOKUP = 4;
    private static final double SORT = 25;

    private final List<Chunk> chunks;
    private final double nanos;

    private ChunkPlan(List<Chunk> chunks, double nanos) {
        this.chunks = List.copyOf(chunks);
        this.nanos = nanos;
    }

    /** The cheapest plan. */
    static ChunkPlan choose(CodeArrays codes, int distance, Deadline deadline) {
        // Everything in one bucket: what always works, and is best for few codes or a large distance.
        double pairs = (double) codes.size() * codes.size() / 2;
        ChunkPlan best = new ChunkPlan(List.of(Chunk.of(0, 0, 0, 0, codes.words().length)), pairs * COMPARE);
        for (int parts = 1; parts <= Math.min(distance + 1, codes.bits()); parts++) {
            deadline.check();
            List<Chunk> chunks = cut(codes, distance, parts);
            if (!chunks.isEmpty()) {
                double nanos = 0;
                for (int i = 0; i < chunks.size() && nanos < best.nanos; i++) {
                    nanos += estimate(codes, chunks.get(i));
                }
                if (nanos < best.nanos) {
                    best = new ChunkPlan(chunks, nanos);
                }
            }
        }
        return best;
    }

    /** The plan with a number of chunks, at whatever cost; without any if there is none. */
    static ChunkPlan of(CodeArrays codes, int distance, int parts) {
        return new ChunkPlan(cut(codes, distance, parts), Double.NaN);
    }

    /** Chunks of about equal width, the first of them with the larger radii; none if buckets would be too many. */
    private static List<Chunk> cut(CodeArrays codes, int distance, int parts) {
        int words = codes.words().length;
        int keyBits = Math.clamp(32 - Integer.numberOfLeadingZeros(codes.size()), 4, MAX_KEY_BITS);
        List<Chunk> chunks = new ArrayList<>();
        for (int part = 0, position = 0; part < parts; part++) {
            int width = codes.bits() / parts + (part < codes.bits() % parts ? 1 : 0);
            int radius = (distance + 1) / parts + (part < (distance + 1) % parts ? 1 : 0) - 1;
            if (radius > 0 && width > keyBits) {
                return List.of();
            }
            Chunk chunk = Chunk.of(position, width, radius, keyBits, words);
            if (chunk.neighbours() > MAX_NEIGHBOURS) {
                return List.of();
            }
            chunks.add(chunk);
            position += width;
        }
        return chunks;
    }

    private static double estimate(CodeArrays codes, Chunk chunk) {
        int sampled = Math.min(codes.size(), SAMPLE);
        double scale = (double) codes.size() / sampled;
        int[] counts = new int[chunk.keys()];
        int occupied = 0;
        for (int i = 0; i < sampled; i++) {
            if (counts[key(codes, chunk, i, sampled)]++ == 0) {
                occupied++;
            }
        }
        int[] flips = chunk.flips();
        int probes = Math.min(sampled, PROBES);
        double compared = 0;
        double lists = 0;
        for (int probe = 0; probe < probes; probe++) {
            int own = key(codes, chunk, (int) ((long) probe * sampled / probes), sampled);
            compared += (counts[own] - 1) * scale;
            lists++;
            for (int flip : flips) {
                int count = counts[own ^ flip];
                compared += count * scale;
                lists += Math.min(1, count * scale);
            }
        }
        // Every pair of buckets is visited from one side.
        double perCode = (compared / probes * COMPARE + lists / probes * LIST) / 2;
        double buckets = Math.min(chunk.keys(), occupied * scale);
        return codes.size() * (perCode + SORT * codes.words().length) + buckets * flips.length * LOOKUP + chunk.keys();
    }

    private static int key(CodeArrays codes, Chunk chunk, int sample, int sampled) {
        return chunk.key(codes.words(), (int) ((long) sample * codes.size() / sampled));
    }

    List<Chunk> chunks() {
        return chunks;
    }

    /** The cost expected, in nanoseconds of one thread. */
    double nanos() {
        return nanos;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Chunk chunk : chunks) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("%d bits within %d".formatted(chunk.width(), chunk.radius()));
        }
        return text.toString();
    }
}

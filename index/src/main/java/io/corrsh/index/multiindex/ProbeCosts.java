package io.corrsh.index.multiindex;

/**
 * What looking up and scanning cost, in nanoseconds of one core of the machine that the constants were measured on; only
 * their ratios matter. Empty lists have their price too: without it, uniform codes are looked up in vain.
 *
 * @param chunks the chunks
 * @param codes how many codes there are
 * @param scan what it costs to compare all of them
 */
public record ProbeCosts(Chunks chunks, int codes, double scan) {

    private static final double LIST = 45;
    private static final double CANDIDATE = 11;

    /** A word that comes from memory, and one of codes that fit the last cache together, which lets go of them gradually. */
    private static final double WORD = 0.3;

    private static final double CACHED_WORD = 0.15;
    private static final long CACHED_WORDS = 1 << 21;

    /** The costs for codes of some words, of which a scan takes {@code queries} at once. */
    public static ProbeCosts of(Chunks chunks, int codes, int words, int queries) {
        long all = (long) codes * words;
        double share = Math.clamp((double) (all - CACHED_WORDS) / CACHED_WORDS, 0, 1);
        double word = CACHED_WORD + share * (WORD - CACHED_WORD);
        return new ProbeCosts(chunks, codes, word * all / Math.min(3, queries));
    }

    /** What lists cost that hold some candidates together. */
    public double of(double lists, double candidates) {
        return lists * LIST + candidates * CANDIDATE;
    }

    /** The number of lists of a step. */
    public double lists(int step) {
        int chunk = ProbeOrder.chunk(step, chunks.count());
        return Flips.count(chunks.bits(chunk), ProbeOrder.distance(step, chunks.count()));
    }

    /** The number of candidates of a step, if codes were spread evenly. */
    public double candidates(int step) {
        return lists(step) * codes / (1L << chunks.bits(ProbeOrder.chunk(step, chunks.count())));
    }

    /**
     * The distance of the {@code k}-th nearest of some codes if they were spread evenly, a few more asked for to be on the
     * safe side. Codes that are not are nearer each other, for most queries.
     */
    public int evenDistance(double matches, int k) {
        int bits = 0;
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            bits += chunks.bits(chunk);
        }
        double share = Math.scalb(1.0, -bits);
        double wanted = k + 2 * Math.sqrt(k);
        double within = 0;
        for (int distance = 0; distance < bits; distance++) {
            within += matches * Flips.count(bits, distance) * share;
            if (within >= wanted) {
                return distance;
            }
        }
        return bits;
    }

    /** What the steps from one up to another, included, will cost if their lists are {@code skew} times as long as even ones. */
    public double ahead(int from, int to, double skew) {
        double cost = 0;
        for (int step = from; step <= to && cost < scan; step++) {
            cost += of(lists(step), candidates(step) * skew);
        }
        return cost;
    }
}

package io.corrsh.index.lucene.join;

import io.corrsh.index.lucene.join.chunk.CodeArrays;
import java.io.IOException;
import java.util.Arrays;

/**
 * Groups of documents that near pairs connect, the largest first. A group's representative is the document nearest to the
 * majority of its codes, bit by bit; of several the one with the smallest id.
 */
public final class HammingGroups {

    private final int[] documents;
    private final int[] starts;

    private HammingGroups(int[] documents, int[] starts) {
        this.documents = documents;
        this.starts = starts;
    }

    /** The groups of two or more documents among sets of codes; the sets' memory is used up. */
    static HammingGroups of(DistinctCodes codes, UnionFind sets, DocumentIds ids) throws IOException {
        int[] sizes = new int[codes.size()];
        for (int code = 0; code < sizes.length; code++) {
            sizes[sets.root(code)] += codes.documents(code);
        }
        long[] order = order(sizes);
        int[] starts = new int[order.length + 1];
        int[] next = sizes; // by root: where the next code of its group goes, or -1
        Arrays.fill(next, -1);
        for (int group = 0; group < order.length; group++) {
            int size = Integer.MAX_VALUE - (int) (order[group] >>> 32);
            starts[group + 1] = starts[group] + size;
            next[(int) order[group]] = starts[group];
        }
        // The codes of a group stand first where its documents will, which are as many at least.
        int[] members = new int[starts[order.length]];
        int[] codeEnds = new int[order.length];
        for (int code = 0; code < codes.size(); code++) {
            int root = sets.root(code);
            if (next[root] >= 0) {
                members[next[root]++] = code;
            }
        }
        for (int group = 0; group < order.length; group++) {
            codeEnds[group] = next[(int) order[group]];
        }
        Representative representative = new Representative(codes, ids);
        for (int group = 0; group < order.length; group++) {
            int[] of = Arrays.copyOfRange(members, starts[group], codeEnds[group]);
            int at = starts[group];
            for (int code : of) {
                for (int number = 0; number < codes.documents(code); number++) {
                    members[at++] = codes.document(code, number);
                }
            }
            int first = representative.of(of);
            for (int i = starts[group]; i < at; i++) {
                if (members[i] == first) {
                    members[i] = members[starts[group]];
                    members[starts[group]] = first;
                    break;
                }
            }
        }
        return new HammingGroups(members, starts);
    }

    /** The roots of groups, by their sizes, then by themselves. */
    private static long[] order(int[] sizes) {
        int groups = 0;
        for (int size : sizes) {
            groups += size > 1 ? 1 : 0;
        }
        long[] order = new long[groups];
        int at = 0;
        for (int root = 0; root < sizes.length; root++) {
            if (sizes[root] > 1) {
                order[at++] = (long) (Integer.MAX_VALUE - sizes[root]) << 32 | root;
            }
        }
        Arrays.sort(order);
        return order;
    }

    /** The number of groups. */
    public int size() {
        return starts.length - 1;
    }

    /** The documents of all groups, group after group, each with its representative first. */
    @SuppressWarnings("EI_EXPOSE_REP")
    public int[] documents() {
        return documents;
    }

    /** Where a group's documents start. */
    public int start(int group) {
        return starts[group];
    }

    /** Where a group's documents end. */
    public int end(int group) {
        return starts[group + 1];
    }

    /** Finds the middle of groups. */
    private static final class Representative {

        private final DistinctCodes codes;
        private final DocumentIds ids;
        private final long[][] words;
        private final int[] ones = new int[64];
        private final long[] majority;
        private final long[] decided;

        Representative(DistinctCodes codes, DocumentIds ids) {
            CodeArrays arrays = codes.codes();
            this.codes = codes;
            this.ids = ids;
            this.words = arrays.words();
            this.majority = new long[words.length];
            this.decided = new long[words.length];
        }

        int of(int[] group) throws IOException {
            vote(group);
            int best = -1;
            int nearest = Integer.MAX_VALUE;
            for (int code : group) {
                int distance = 0;
                for (int word = 0; word < words.length; word++) {
                    distance += Long.bitCount((words[word][code] ^ majority[word]) & decided[word]);
                }
                if (distance <= nearest) {
                    int first = smallest(code);
                    if (distance < nearest || ids.compare(first, best) < 0) {
                        best = first;
                    }
                    nearest = distance;
                }
            }
            return best;
        }

        /** Each document has a vote on each bit; where they are even, the bit does not count. */
        private void vote(int[] group) {
            long votes = 0;
            for (int code : group) {
                votes += codes.documents(code);
            }
            for (int word = 0; word < words.length; word++) {
                Arrays.fill(ones, 0);
                for (int code : group) {
                    for (long left = words[word][code]; left != 0; left &= left - 1) {
                        ones[Long.numberOfTrailingZeros(left)] += codes.documents(code);
                    }
                }
                majority[word] = 0;
                decided[word] = 0;
                for (int bit = 0; bit < 64; bit++) {
                    long twice = 2L * ones[bit];
                    majority[word] |= twice > votes ? 1L << bit : 0;
                    decided[word] |= twice != votes ? 1L << bit : 0;
                }
            }
        }

        private int smallest(int code) throws IOException {
            int best = codes.document(code, 0);
            for (int number = 1; number < codes.documents(code); number++) {
                int other = codes.document(code, number);
                if (ids.compare(other, best) < 0) {
                    best = other;
                }
            }
            return best;
        }
    }
}

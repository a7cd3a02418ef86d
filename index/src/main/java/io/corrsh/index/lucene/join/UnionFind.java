package io.corrsh.index.lucene.join;

/** Disjoint sets of numbers, by path halving; a set's root is its smallest number. */
final class UnionFind {

    private final int[] parents;

    /** Starts with a set for every number below a size. */
    UnionFind(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    int root(int number) {
        int at = number;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Unites the sets of two numbers; false if they were one already. */
    boolean unite(int left, int right) {
        int one = root(left);
        int other = root(right);
        if (one == other) {
            return false;
        }
        parents[Math.max(one, other)] = Math.min(one, other);
        return true;
    }
}

package io.corrsh.model.training.sparse;

import java.util.random.RandomGenerator;

/**
 * Where random walks along the links of a neighbour graph end, projected at random to a few numbers a document, of norm 1: the
 * rows of {@code L^steps G}, L being the symmetrically normalised adjacency of the links in both directions, weighed by the
 * cosines, and G normal random numbers. Their products estimate those of the rows of L^steps (diffusion maps: Coifman and
 * Lafon, 2006; the projection: Johnson and Lindenstrauss, 1984). Immutable.
 */
final class Diffusion {

    /** How many neighbours a document is linked to. */
    static final int LINKS = 25;

    private static final int WIDTH = 128;

    /** The weight of a document's link to itself, for one without any other. */
    private static final float SELF = 0.01f;

    private static final long SEED = 1;

    private final float[][] rows;

    private Diffusion(float[][] rows) {
        this.rows = rows;
    }

    static Diffusion along(NeighbourGraph graph, int steps, Workers workers) {
        Links links = Links.of(graph);
        RandomGenerator random = new java.util.Random(SEED);
        float[][] rows = new float[graph.documents()][WIDTH];
        for (float[] row : rows) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        for (int step = 0; step < steps; step++) {
            rows = links.spread(rows, workers);
        }
        for (float[] row : rows) {
            double square = 0;
            for (float value : row) {
                square += value * value;
            }
            float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
            for (int i = 0; i < WIDTH; i++) {
                row[i] *= scale;
            }
        }
        return new Diffusion(rows);
    }

    float cosine(int a, int b) {
        float[] x = rows[a];
        float[] y = rows[b];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < WIDTH; i += 4) {
            sum0 += x[i] * y[i];
            sum1 += x[i + 1] * y[i + 1];
            sum2 += x[i + 2] * y[i + 2];
            sum3 += x[i + 3] * y[i + 3];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /** The links of each document in both directions, one that goes both ways twice; normalised weights. */
    private record Links(int[] starts, int[] others, float[] weights, float[] own) {

        static Links of(NeighbourGraph graph) {
            int documents = graph.documents();
            int[] starts = new int[documents + 1];
            float[] degree = new float[documents];
            visit(graph, (from, to, weight) -> {
                starts[from + 1]++;
                starts[to + 1]++;
                degree[from] += weight;
                degree[to] += weight;
            });
            for (int document = 0; document < documents; document++) {
                starts[document + 1] = Math.addExact(starts[document + 1], starts[document]);
                degree[document] += SELF;
            }
            int[] next = starts.clone();
            int[] others = new int[starts[documents]];
            float[] weights = new float[others.length];
            visit(graph, (from, to, weight) -> {
                float normal = (float) (weight / Math.sqrt((double) degree[from] * degree[to]));
                others[next[from]] = to;
                weights[next[from]++] = normal;
                others[next[to]] = from;
                weights[next[to]++] = normal;
            });
            float[] own = new float[documents];
            for (int document = 0; document < documents; document++) {
                own[document] = SELF / degree[document];
            }
            return new Links(starts, others, weights, own);
        }

        private interface Visitor {
            void link(int from, int to, float weight);
        }

        private static void visit(NeighbourGraph graph, Visitor visitor) {
            for (int document = 0; document < graph.documents(); document++) {
                for (int rank = 0; rank < Math.min(LINKS, graph.count(document)); rank++) {
                    visitor.link(document, graph.neighbour(document, rank), graph.similarity(document, rank));
                }
            }
        }

        float[][] spread(float[][] rows, Workers workers) {
            float[][] out = new float[rows.length][WIDTH];
            workers.forEach(rows.length, 256, (from, to) -> {
                for (int document = from; document < to; document++) {
                    float[] sum = out[document];
                    add(sum, rows[document], own[document]);
                    for (int link = starts[document]; link < starts[document + 1]; link++) {
                        add(sum, rows[others[link]], weights[link]);
                    }
                }
            });
            return out;
        }

        private static void add(float[] sum, float[] row, float weight) {
            for (int i = 0; i < WIDTH; i++) {
                sum[i] += weight * row[i];
            }
        }
    }
}

package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.scratch.Pairs;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;

/**
 * The links of each document to its nearest, in both directions, one that goes both ways twice; weighed by the similarities and
 * divided by the roots of both ends' sums. Immutable; to be closed by its owner.
 */
record Links(long[] starts, Pairs links) implements AutoCloseable {

    private static final int PIECE = 256;

    static Links of(NeighbourGraph graph) throws IOException {
        int documents = graph.documents();
        long[] starts = new long[documents + 1];
        float[] degree = new float[documents];
        visit(graph, (from, to, weight) -> {
            starts[from + 1]++;
            starts[to + 1]++;
            degree[from] += weight;
            degree[to] += weight;
        });
        for (int document = 0; document < documents; document++) {
            starts[document + 1] += starts[document];
        }
        long[] next = starts.clone();
        Pairs links = graph.scratch().pairs(starts[documents]);
        visit(graph, (from, to, weight) -> {
            float normal = (float) (weight / Math.sqrt((double) degree[from] * degree[to]));
            links.set(next[from]++, to, normal);
            links.set(next[to]++, from, normal);
        });
        return new Links(starts, links);
    }

    /** Moves every row along the links, by their weights, so many steps. */
    float[][] spread(float[][] rows, int steps, Workers workers) {
        float[][] spread = rows;
        for (int step = 0; step < steps; step++) {
            spread = spread(spread, workers);
        }
        return spread;
    }

    private float[][] spread(float[][] rows, Workers workers) {
        float[][] out = new float[rows.length][rows[0].length];
        workers.forEach(rows.length, PIECE, (from, to) -> {
            for (int document = from; document < to; document++) {
                float[] sum = out[document];
                for (long link = starts[document]; link < starts[document + 1]; link++) {
                    float weight = links.value(link);
                    float[] row = rows[links.number(link)];
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += weight * row[i];
                    }
                }
            }
        });
        return out;
    }

    private interface Visitor {
        void link(int from, int to, float weight);
    }

    private static void visit(NeighbourGraph graph, Visitor visitor) {
        for (int document = 0; document < graph.documents(); document++) {
            for (int rank = 0; rank < Math.min(Diffusion.LINKS, graph.count(document)); rank++) {
                float weight = graph.similarity(document, rank);
                if (weight > 0) {
                    visitor.link(document, graph.neighbour(document, rank), weight);
                }
            }
        }
    }

    @Override
    public void close() {
        links.close();
    }
}

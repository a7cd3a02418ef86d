package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Where random walks along the links of a neighbour graph end, in the few dimensions that tell most about it: the leading
 * eigenvectors of the symmetrically normalised adjacency of the links in both directions, by subspace iteration, each times its
 * eigenvalue to the power of {@link #WALK} (diffusion maps: Coifman and Lafon, 2006), seen from the middle of all.
 */
final class Diffusion {

    /** How many neighbours a document is linked to. */
    static final int LINKS = 25;

    private static final int ROUNDS = 5;
    private static final int STEPS_A_ROUND = 2;
    private static final int WALK = 4;
    private static final long SEED = 1;

    private Diffusion() {}

    /** The places, of so many dimensions. */
    static Embedding along(NeighbourGraph graph, int width, Workers workers) throws IOException {
        RandomGenerator random = new java.util.Random(SEED);
        float[][] rows = new float[graph.documents()][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        try (Links links = Links.of(graph)) {
            for (int round = 0; round < ROUNDS; round++) {
                rows = links.spread(rows, STEPS_A_ROUND, workers);
                Orthonormal.columns(rows, workers);
            }
            return Embedding.centred(links.spread(rows, WALK, workers));
        }
    }
}

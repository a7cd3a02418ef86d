package io.corrsh.model.training.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An energy model of 3 bits over texts of 4 of 4 words, of which everything can be enumerated, in loops of its own. */
final class TinyEnergy {

    static final int V = 4;
    static final int D = 3;
    static final int N = 4;

    /** W (D x V), then b (V), then a (D). */
    final double[] parameters;

    TinyEnergy(long seed) {
        parameters = new Random(seed).doubles(D * V + V + D, -1, 1).toArray();
    }

    TinyEnergy(double[] parameters) {
        this.parameters = parameters;
    }

    /** The same parameters in single precision. */
    EnergyWeights weights() {
        float[] visible = new float[V];
        for (int word = 0; word < V; word++) {
            visible[word] = (float) parameters[D * V + word];
        }
        EnergyWeights weights = new EnergyWeights(D, visible, new Random(1));
        for (int bit = 0; bit < D; bit++) {
            for (int word = 0; word < V; word++) {
                weights.weights[bit][word] = (float) parameters[bit * V + word];
            }
            weights.hidden[bit] = (float) parameters[D * V + V + bit];
        }
        return weights;
    }

    double energy(int[] x, int h) {
        double energy = 0;
        for (int word = 0; word < V; word++) {
            energy -= parameters[D * V + word] * x[word];
        }
        for (int bit = 0; bit < D; bit++) {
            if ((h >> bit & 1) == 1) {
                energy -= Arrays.stream(x).sum() * parameters[D * V + V + bit];
                for (int word = 0; word < V; word++) {
                    energy -= parameters[bit * V + word] * x[word];
                }
            }
        }
        return energy;
    }

    /** The sum over all bits of exp(-E), times the number of orders. */
    double weight(int[] x) {
        double sum = 0;
        for (int h = 0; h < 1 << D; h++) {
            sum += Math.exp(-energy(x, h));
        }
        double orders = factorial(N);
        for (int count : x) {
            orders /= factorial(count);
        }
        return sum * orders;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    /** p(x) of each of {@link #documents()}. */
    double[] probabilities() {
        double[] weights = documents().stream().mapToDouble(this::weight).toArray();
        double partition = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / partition).toArray();
    }

    /** Every text of N words, in counts. */
    static List<int[]> documents() {
        List<int[]> documents = new ArrayList<>();
        for (int code = 0; code < Math.pow(N + 1, V); code++) {
            int[] x = new int[V];
            int rest = code;
            for (int word = 0; word < V; word++) {
                x[word] = rest % (N + 1);
                rest /= N + 1;
            }
            if (Arrays.stream(x).sum() == N) {
                documents.add(x);
            }
        }
        return documents;
    }

    static Counts counts(int... x) {
        int[] tokens = new int[N];
        int at = 0;
        for (int word = 0; word < V; word++) {
            Arrays.fill(tokens, at, at + x[word], word);
            at += x[word];
        }
        return Counts.of(tokens);
    }
}

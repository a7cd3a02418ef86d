package io.corrsh.model.training.objective;

import io.corrsh.model.training.estimator.StraightThrough;
import io.corrsh.model.training.network.StepSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The loss of a step written down once more, in doubles and loops, for finite differences. The straight-through constants
 * are frozen at the first evaluation, so that the loss is differentiable there and its derivative the surrogate's.
 */
final class ReferenceLoss {

    static final int V = 30;
    static final int E = 7;
    static final int H = 9;
    static final int D = 5;
    static final int K = 3;
    static final int M = 4;
    static final int PAIRS = 4;
    static final int BOUND = 6;
    static final int ROWS = 2 * PAIRS + BOUND;
    static final StepSettings SETTINGS = new StepSettings(1e-3, 0.05, 0.7, new StraightThrough(), 0.9, 0.3, 1, 0.6);

    /** Weights and the first layer's output, by name. */
    final Map<String, double[]> p = new TreeMap<>();
    /** Random numbers, by name. */
    final Map<String, double[]> noise = new TreeMap<>();
    /** Each document's target words and their weights. */
    final int[][] words = new int[BOUND][];

    final float[][] weights = new float[BOUND][];
    /** What each bit of each view should be. */
    final float[] codes = new float[2 * PAIRS * D];

    /** Row i is what pair i should find. */
    final double[] agreement = new double[PAIRS * PAIRS];

    private final Map<String, double[]> frozen = new HashMap<>();

    ReferenceLoss(long seed) {
        Random random = new Random(seed);
        normal(p, "rows", ROWS * E, random, 1);
        normal(p, "hidden.weight", H * E, random, 0.5);
        normal(p, "hidden.bias", H, random, 0.3);
        normal(p, "mean.weight", D * H, random, 0.5);
        normal(p, "mean.bias", D, random, 0.3);
        normal(p, "posterior.weight", (1 + K) * D * H, random, 0.5);
        normal(p, "posterior.bias", (1 + K) * D, random, 0.3);
        normal(p, "decoder.weight", V * D, random, 0.5);
        normal(p, "decoder.bias", V, random, 0.3);
        normal(noise, "e1", BOUND * D, random, 1);
        normal(noise, "e2", BOUND * M * D, random, 1);
        normal(noise, "c1", BOUND * K, random, 1);
        normal(noise, "c2", BOUND * M * K, random, 1);
        normal(noise, "decoder", BOUND * D, random, SETTINGS.decoderNoise());
        noise.put("u1", random.doubles(BOUND * D).toArray());
        noise.put("u2", random.doubles(BOUND * D).toArray());
        noise.put("views", random.doubles(2 * PAIRS * D).toArray());
        for (int document = 0; document < BOUND; document++) {
            words[document] = random.ints(0, V).distinct().limit(3 + document).toArray();
            weights[document] = new float[words[document].length];
            for (int i = 0; i < weights[document].length; i++) {
                weights[document][i] = i % 2 == 0 ? 0.5f : 1;
            }
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextBoolean() ? 1 : -1;
        }
        for (int i = 0; i < PAIRS; i++) {
            for (int j = 0; j < PAIRS; j++) {
                agreement[i * PAIRS + j] = i == j ? 0.7 : 0.1;
            }
        }
    }

    private static void normal(Map<String, double[]> map, String name, int size, Random random, double scale) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = scale * random.nextGaussian();
        }
        map.put(name, values);
    }

    double loss() {
        double[][] hidden = new double[ROWS][];
        double[][] mean = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            double[] x = java.util.Arrays.copyOfRange(p.get("rows"), row * E, (row + 1) * E);
            hidden[row] = linear("hidden", x, H);
            for (int i = 0; i < H; i++) {
                hidden[row][i] = Math.max(0, hidden[row][i]);
            }
            mean[row] = linear("mean", hidden[row], D);
        }
        double bound = 0;
        for (int document = 0; document < BOUND; document++) {
            int row = 2 * PAIRS + document;
            bound += bound(document, mean[row], linear("posterior", hidden[row], (1 + K) * D)) / BOUND;
        }
        return contrastive(mean) + SETTINGS.codeWeight() * missed(mean) + SETTINGS.boundWeight() * bound;
    }

    private double missed(double[][] mean) {
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            sum += Math.log1p(Math.exp(-codes[i] * mean[i / D][i % D])) / codes.length;
        }
        return sum;
    }

    private double contrastive(double[][] mean) {
        double[][] code = new double[2 * PAIRS][D];
        for (int row = 0; row < 2 * PAIRS; row++) {
            for (int i = 0; i < D; i++) {
                code[row][i] = 2 * sample("views", row * D + i, mean[row][i]) - 1;
            }
        }
        double[][] score = new double[PAIRS][PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            for (int j = 0; j < PAIRS; j++) {
                for (int d = 0; d < D; d++) {
                    score[i][j] += code[i][d] * code[PAIRS + j][d] / (D * SETTINGS.temperature());
                }
            }
        }
        double loss = 0;
        for (int i = 0; i < PAIRS; i++) {
            double[] column = new double[PAIRS];
            for (int j = 0; j < PAIRS; j++) {
                column[j] = score[j][i];
            }
            for (int j = 0; j < PAIRS; j++) {
                double target = agreement[i * PAIRS + j];
                loss += target * (logSumExp(score[i]) - score[i][j]) + target * (logSumExp(column) - column[j]);
            }
        }
        return loss / (2 * PAIRS);
    }

    private double bound(int document, double[] mean, double[] rest) {
        double[][] factor = new double[K][D];
        for (int k = 0; k < K; k++) {
            for (int d = 0; d < D; d++) {
                factor[k][d] = Math.tanh(rest[(1 + k) * D + d]) / K;
            }
        }
        double[] code = new double[D];
        double[][] r = new double[M][D];
        for (int d = 0; d < D; d++) {
            double deviation = softplus(rest[d]);
            double value = mean[d] + noise.get("e1")[document * D + d] * deviation;
            for (int k = 0; k < K; k++) {
                value += noise.get("c1")[document * K + k] * factor[k][d];
            }
            code[d] = sample("u1", document * D + d, value) + noise.get("decoder")[document * D + d];
            for (int m = 0; m < M; m++) {
                r[m][d] = mean[d] + noise.get("e2")[(document * M + m) * D + d] * deviation;
                for (int k = 0; k < K; k++) {
                    r[m][d] += noise.get("c2")[(document * M + m) * K + k] * factor[k][d];
                }
            }
        }
        double[] bits = new double[D];
        for (int d = 0; d < D; d++) {
            bits[d] = sample("u2", document * D + d, r[0][d]);
        }
        double[] log = new double[M];
        for (int m = 0; m < M; m++) {
            for (int d = 0; d < D; d++) {
                log[m] += bits[d] * r[m][d] - softplus(r[m][d]);
            }
        }
        double divergence = logSumExp(log) - Math.log(M) + D * Math.log(2);
        double[] scores = linear("decoder", code, V);
        double loss = 0;
        for (int i = 0; i < words[document].length; i++) {
            loss += weights[document][i] * (logSumExp(scores) - scores[words[document][i]]);
        }
        return loss + SETTINGS.divergenceWeight() * divergence;
    }

    private double sample(String name, int index, double logit) {
        double probability = 1 / (1 + Math.exp(-logit));
        double[] constants = frozen.computeIfAbsent(name, key -> {
            double[] unknown = new double[noise.get(key).length];
            java.util.Arrays.fill(unknown, Double.NaN);
            return unknown;
        });
        if (Double.isNaN(constants[index])) {
            constants[index] = (noise.get(name)[index] < probability ? 1 : 0) - probability;
        }
        return probability + constants[index];
    }

    private double[] linear(String layer, double[] x, int outputs) {
        double[] out = p.get(layer + ".bias").clone();
        double[] weight = p.get(layer + ".weight");
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < x.length; i++) {
                out[o] += weight[o * x.length + i] * x[i];
            }
        }
        return out;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double logSumExp(double[] values) {
        double max = java.util.Arrays.stream(values).max().orElseThrow();
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - max);
        }
        return max + Math.log(sum);
    }
}

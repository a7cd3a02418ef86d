package io.corrsh.model.training.places;

import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Says from a document's words alone where it should be: ridge regression of an embedding on the words, each document's place
 * being predicted by one that was fitted to other documents. Who went astray along a wrong link is brought back by its words,
 * since the regression has not seen the error. Solved by conjugate gradients (Hestenes and Stiefel, 1952), which need no matrix
 * but the documents. Immutable.
 */
final class CrossFit {

    private static final int FOLDS = 5;
    private static final int ITERATIONS = 8;

    /** The weights of the squared coefficients to choose from, for documents of norm 1, ascending. */
    private static final float[] RIDGES = {1, 2, 4, 8, 16, 32};

    /**
     * The largest ridge is taken that explains this share of what the best one does: coefficients that are held together tell less of
     * the single document and more of its subject.
     */
    private static final double ENOUGH = 0.8;

    /** More documents than this add time rather than knowledge. */
    private static final int MOST_FITTED = 100_000;

    private static final byte LEFT_OUT = FOLDS;
    private static final int NO_FOLD = -1;
    private static final long SEED = 1;

    private final DocumentMatrix documents;
    private final float[] scales;
    private final byte[] folds;
    private final byte[] fitted;
    private final float ridge;

    private CrossFit(CrossFit other, float ridge) {
        this.documents = other.documents;
        this.scales = other.scales;
        this.folds = other.folds;
        this.fitted = other.fitted;
        this.ridge = ridge;
    }

    /**
     * A regression on documents.
     *
     * @param ridge the weight of the squared coefficients
     */
    CrossFit(DocumentMatrix documents, float ridge) {
        this.ridge = ridge;
        this.documents = documents;
        this.scales = new float[documents.size()];
        this.folds = new byte[documents.size()];
        this.fitted = new byte[documents.size()];
        SplittableRandom random = new SplittableRandom(SEED);
        double share = (double) MOST_FITTED / documents.size();
        for (int document = 0; document < folds.length; document++) {
            double square = documents.square(document);
            scales[document] = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
            folds[document] = (byte) random.nextInt(FOLDS);
            fitted[document] = random.nextDouble() < share ? folds[document] : LEFT_OUT;
        }
    }

    /** A regression with the ridge that suits an embedding, by how well one fold is predicted. */
    static CrossFit of(DocumentMatrix documents, Embedding embedding) {
        CrossFit chosen = new CrossFit(documents, RIDGES[0]);
        double best = chosen.explained(embedding);
        for (int i = 1; i < RIDGES.length; i++) {
            CrossFit next = new CrossFit(chosen, RIDGES[i]);
            double explained = next.explained(embedding);
            best = Math.max(best, explained);
            // NaN: documents that are all in one place leave nothing to explain.
            if (Double.isNaN(explained) || (best > 0 && explained < ENOUGH * best)) {
                break;
            }
            chosen = next;
        }
        return chosen;
    }

    /** The share of the variance of the first fold's places that the others predict, at most 1. */
    private double explained(Embedding embedding) {
        float[] coefficients = fit(embedding, 0);
        int width = embedding.width();
        double[] sum = new double[width];
        double[] squares = new double[width];
        double missed = 0;
        int count = 0;
        float[] predicted = new float[width];
        for (int document = 0; document < folds.length; document++) {
            if (folds[document] == 0) {
                count++;
                gather(coefficients, document, predicted);
                float[] place = embedding.row(document);
                for (int i = 0; i < width; i++) {
                    sum[i] += place[i];
                    squares[i] += place[i] * place[i];
                    missed += (place[i] - predicted[i]) * (place[i] - predicted[i]);
                }
            }
        }
        double variance = 0;
        for (int i = 0; i < width; i++) {
            variance += squares[i] - sum[i] * sum[i] / count;
        }
        return 1 - missed / variance;
    }

    float ridge() {
        return ridge;
    }

    /**
     * What each word adds to the place of a document of norm 1, by all documents: a row a word. Predictions are shorter than places;
     * these are made longer, so that the squares of their norms have the mean 1.
     */
    float[] words(Embedding embedding) {
        float[] coefficients = fit(embedding, NO_FOLD);
        float[] predicted = new float[embedding.width()];
        double squares = 0;
        for (int document = 0; document < folds.length; document++) {
            gather(coefficients, document, predicted);
            for (float value : predicted) {
                squares += value * value;
            }
        }
        float scale = squares == 0 ? 0 : (float) Math.sqrt(folds.length / squares);
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] *= scale;
        }
        return coefficients;
    }

    /** The predictions for all documents; the same with any number of threads. */
    Embedding predict(Embedding embedding, Workers workers) {
        float[][] predictions = new float[folds.length][];
        workers.forEach(FOLDS, 1, (from, to) -> {
            for (int fold = from; fold < to; fold++) {
                float[] coefficients = fit(embedding, fold);
                for (int document = 0; document < folds.length; document++) {
                    if (folds[document] == fold) {
                        predictions[document] = new float[embedding.width()];
                        gather(coefficients, document, predictions[document]);
                    }
                }
            }
        });
        return Embedding.normalised(predictions);
    }

    /** The coefficients, a row for each word, without the documents of a fold. */
    private float[] fit(Embedding embedding, int fold) {
        int width = embedding.width();
        float[] coefficients = new float[Math.multiplyExact(documents.vocabulary(), width)];
        float[] residual = new float[coefficients.length];
        for (int document = 0; document < fitted.length; document++) {
            if (isFitted(document, fold)) {
                scatter(embedding.row(document), document, residual);
            }
        }
        float[] direction = residual.clone();
        float[] product = new float[coefficients.length];
        double[] squares = products(residual, residual, width);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            multiply(direction, width, fold, product);
            double[] steps = ratios(squares, products(direction, product, width));
            addScaled(coefficients, steps, direction, 1);
            addScaled(residual, steps, product, -1);
            double[] next = products(residual, residual, width);
            double[] turns = ratios(next, squares);
            for (int i = 0; i < direction.length; i++) {
                direction[i] = residual[i] + (float) turns[i % width] * direction[i];
            }
            squares = next;
        }
        return coefficients;
    }

    private boolean isFitted(int document, int fold) {
        return fitted[document] != fold && fitted[document] != LEFT_OUT;
    }

    /** product = (X'X + ridge) matrix, X being the fitted documents. */
    private void multiply(float[] matrix, int width, int fold, float[] product) {
        for (int i = 0; i < product.length; i++) {
            product[i] = ridge * matrix[i];
        }
        float[] along = new float[width];
        for (int document = 0; document < fitted.length; document++) {
            if (isFitted(document, fold)) {
                gather(matrix, document, along);
                scatter(along, document, product);
            }
        }
    }

    /** Sums the rows of a document's words, by their weights. */
    private void gather(float[] matrix, int document, float[] sum) {
        Arrays.fill(sum, 0);
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            float weight = documents.weight(i) * scales[document];
            int at = documents.word(i) * sum.length;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weight * matrix[at + j];
            }
        }
    }

    /** Adds a row to those of a document's words, by their weights. */
    private void scatter(float[] row, int document, float[] matrix) {
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            float weight = documents.weight(i) * scales[document];
            int at = documents.word(i) * row.length;
            for (int j = 0; j < row.length; j++) {
                matrix[at + j] += weight * row[j];
            }
        }
    }

    /** The products of the columns of two matrices, one by one. */
    private static double[] products(float[] a, float[] b, int width) {
        double[] sums = new double[width];
        for (int at = 0; at < a.length; at += width) {
            for (int j = 0; j < width; j++) {
                sums[j] += (double) a[at + j] * b[at + j];
            }
        }
        return sums;
    }

    private static double[] ratios(double[] over, double[] under) {
        double[] ratios = new double[over.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = under[i] == 0 ? 0 : over[i] / under[i];
        }
        return ratios;
    }

    private static void addScaled(float[] sum, double[] scales, float[] matrix, int sign) {
        for (int at = 0; at < sum.length; at += scales.length) {
            for (int j = 0; j < scales.length; j++) {
                sum[at + j] += (float) (sign * scales[j]) * matrix[at + j];
            }
        }
    }
}

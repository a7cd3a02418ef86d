package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;

/**
 * How far a logit computed in single precision can be from that of the {@link ReferenceEncoder}. Immutable.
 *
 * <p>A sum of terms w x of which each goes through at most n roundings is off by at most g(n) * sum |w||x|, with
 * g(n) = n u / (1 - n u) and u = 2^-24, in whatever order, fused or not (N. Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1). A bias is one more term. With Cauchy-Schwarz, norms ||.|| over the outputs of a layer,
 * computed inputs h1 and h2, and since ReLU enlarges no difference:
 *
 * <pre>
 * e1 &lt;= g(words + 1) * (||embedding.bias|| + sum over words k of x[k] * ||embedding.weight[k]||)
 *    or u * ||h1|| / (1 - u)  where the first layer is the reference's own, rounded once
 * e2 &lt;= S * e1 + g(n2) * (F * ||h1|| + ||hidden.bias||)
 * e[b] &lt;= ||mean.weight[b]|| * (e2 + g(n3) * ||h2||) + g(n3) * |mean.bias[b]|
 * </pre>
 *
 * F is the Frobenius norm of hidden.weight W and S a bound of its spectral norm, the smaller of F and the square root of
 * the Frobenius norm of W W'. A small absolute term covers results and operands below 2^-126 that are flushed to zero.
 * The reference's own errors have the same form with u = 2^-53; together with the rounding of the bound's evaluation
 * and of norms that were summed on a device they are covered by a factor. The analysis holds only while nothing
 * overflows: where a partial sum could come near the largest float the bound is infinite.
 */
final class ErrorBound {

    private static final double UNIT = 0x1p-24;
    private static final double SLACK = 1 + 0x1p-10;
    private static final double FLUSHED = 0x1p-120;
    private static final double OVERFLOW = 0x1p120;

    private final double[] wordNorms;
    private final double embeddingBiasNorm;
    private final double frobenius;
    private final double spectral;
    private final double hiddenBiasNorm;
    private final double[] meanNorms;
    private final float[] meanBias;

    ErrorBound(EncoderWeights weights) {
        wordNorms = new double[weights.vocabulary()];
        for (int i = 0; i < wordNorms.length; i++) {
            wordNorms[i] = norm(weights.embedding[i]);
        }
        embeddingBiasNorm = norm(weights.embeddingBias);
        hiddenBiasNorm = norm(weights.hiddenBias);
        double squares = 0;
        for (float[] row : weights.hidden) {
            squares += square(norm(row));
        }
        frobenius = Math.sqrt(squares);
        spectral = Math.min(frobenius, Math.sqrt(gramNorm(weights.hidden)));
        meanNorms = new double[weights.bits()];
        for (float[] row : weights.mean) {
            for (int b = 0; b < meanNorms.length; b++) {
                meanNorms[b] += square(row[b]);
            }
        }
        for (int b = 0; b < meanNorms.length; b++) {
            meanNorms[b] = Math.sqrt(meanNorms[b]);
        }
        meanBias = weights.meanBias;
    }

    /** The bound e1 for a first layer summed in single precision, in any order. */
    double sparseFirstLayer(BagOfWords bag) {
        double magnitude = embeddingBiasNorm;
        for (int i = 0; i < bag.words().length; i++) {
            magnitude += bag.weights()[i] * wordNorms[bag.words()[i]];
        }
        return checked(magnitude, gamma(bag.words().length + 1) * magnitude + flushed(bag.words().length, magnitude));
    }

    /** The bound e1 for the reference's first layer rounded to single precision, of the norm {@code h1}. */
    double roundedFirstLayer(double h1) {
        return checked(h1, gamma(1) * h1 + FLUSHED);
    }

    /**
     * The bound e2.
     *
     * @param e1 the bound of the first layer
     * @param h1 the norm of the first layer as it was computed
     * @param roundings how many roundings a term goes through at most
     */
    double secondLayer(double e1, double h1, int roundings) {
        double magnitude = frobenius * h1 + hiddenBiasNorm;
        return checked(magnitude, spectral * e1 + gamma(roundings) * magnitude + flushed(roundings, magnitude + h1));
    }

    /** The bound of a bit's logit, from e2, the norm of the second layer as it was computed, and the roundings. */
    double logit(int bit, double e2, double h2, int roundings) {
        double magnitude = meanNorms[bit] * h2 + Math.abs(meanBias[bit]);
        double bound = meanNorms[bit] * e2 + gamma(roundings) * magnitude + flushed(roundings, magnitude + h2);
        return checked(magnitude, SLACK * bound);
    }

    /** A norm from squares that were summed in single precision, where small ones may have vanished: not too small. */
    static double normOfDevice(float squares, int terms) {
        return Math.sqrt(squares) * (1 + gamma(terms + 2)) + 0x1p-50;
    }

    private static double gamma(int roundings) {
        double product = roundings * UNIT;
        return product < 0.5 ? product / (1 - product) : Double.POSITIVE_INFINITY;
    }

    private double flushed(int terms, double magnitude) {
        return FLUSHED * (terms + 2.0) * (1 + magnitude + frobenius);
    }

    /** Written so that a magnitude which is not a number has no finite bound either. */
    private static double checked(double magnitude, double bound) {
        return magnitude < OVERFLOW ? bound : Double.POSITIVE_INFINITY;
    }

    static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += square(value);
        }
        return Math.sqrt(squares);
    }

    /** The Frobenius norm of M M', where M is given by rows. */
    private static double gramNorm(float[][] rows) {
        double squares = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < rows[i].length; k++) {
                    product += (double) rows[i][k] * rows[j][k];
                }
                squares += (i == j ? 1 : 2) * square(product);
            }
        }
        return Math.sqrt(squares);
    }

    private static double square(double value) {
        return value * value;
    }
}

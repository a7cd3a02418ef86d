package io.corrsh.model.training.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.corrsh.model.training.tensor.TensorMath;
import io.corrsh.model.training.tensor.TensorMemory;

/**
 * The linear decoder which tells a document's words apart from words of a noise distribution q, without a pass over the
 * vocabulary: for each target word -log sigmoid(s_w - c_w), and for each of k noise words -log sigmoid(c_i - s_i). With c =
 * log(k q) it is noise-contrastive estimation, which learns normalised scores s (Gutmann and Hyvarinen, 2010; Mnih and Teh,
 * 2012); with c = log q negative sampling (Mikolov and others, 2013), whose scores are normalised up to the constant log k.
 * The documents of a batch share the noise words, so that their scores are one matrix product.
 *
 * @param weight of the words, U x D
 * @param bias of the words less their c, U
 * @param sampled the words of the step
 * @param negatives how many noise words a target word counts for, k
 * @param drawn how many noise words were drawn, with repetition
 * @param targets the words to explain
 * @param manager of the step
 * @param scale multiplies the gradients, not the loss
 */
public record SampledDecoder(
        NDArray weight,
        NDArray bias,
        SampledWords sampled,
        int negatives,
        int drawn,
        Targets targets,
        NDManager manager,
        double scale)
        implements Decoder {

    @Override
    public Reconstruction reconstruct(NDArray code) {
        int rows = targets.rows();
        int bits = Math.toIntExact(weight.getShape().get(1));
        NDIndex noise = new NDIndex(":" + sampled.noise());
        NDArray noiseWeight = weight.get(noise);
        NDArray scores = TensorMath.linear(code, noiseWeight, bias.get(noise));
        float[] words = words();
        NDArray counts = manager.create(words, new Shape(rows, 1))
                .toType(code.getDataType(), false)
                .matMul(manager.create(sampled.multiplicities(), new Shape(1, sampled.noise()))
                        .toType(code.getDataType(), false))
                .mul((double) negatives / drawn);
        double[] losses = new double[rows];
        TensorMemory noiseLoss =
                TensorMemory.of(Activation.softPlus(scores).mul(counts).sum(new int[] {1}));
        for (int row = 0; row < rows; row++) {
            losses[row] = noiseLoss.get(row);
        }
        NDArray gradient = Activation.sigmoid(scores).mul(counts).mul(rowScale());
        Positives positives = new Positives(code, bits, losses);
        positives.addNoise(gradient.transpose().matMul(code), gradient.sum(new int[] {0}));
        double total = 0;
        for (double loss : losses) {
            total += loss;
        }
        return new Reconstruction(
                total / rows,
                losses,
                gradient.matMul(noiseWeight).add(tensor(positives.codeGradient, rows, bits)),
                tensor(positives.weightGradient, positives.biasGradient.length, bits),
                tensor(positives.biasGradient, positives.biasGradient.length),
                sampled.words());
    }

    private NDArray tensor(double[] values, long... shape) {
        return manager.create(values, new Shape(shape)).toType(weight.getDataType(), false);
    }

    @Override
    public Flips flips(NDArray code, NDArray bits) {
        throw new UnsupportedOperationException("Only the full softmax gives the loss of every flip");
    }

    @Override
    public NDArray evidence() {
        throw new UnsupportedOperationException("Only the full softmax has a normaliser");
    }

    @Override
    public NDArray expectation(NDArray code) {
        throw new UnsupportedOperationException("Only the full softmax has a normaliser");
    }

    /** The target words' part, word by word: few of all pairs of documents and words. */
    private final class Positives {

        private final int bits;
        private final double[] code;
        private final double[] rows;
        private final double[] biases;
        private final double[] codeGradient;
        private final double[] weightGradient;
        private final double[] biasGradient;

        Positives(NDArray code, int bits, double[] losses) {
            this.bits = bits;
            this.code = TensorMemory.copy(code);
            this.rows = TensorMemory.copy(weight);
            this.biases = TensorMemory.copy(bias);
            this.codeGradient = new double[this.code.length];
            this.weightGradient = new double[rows.length];
            this.biasGradient = new double[biases.length];
            double share = scale / targets.rows();
            targets.forEach(
                    (row, word, weight) -> losses[row] += weight * add(row, sampled.slot(word), weight * share));
        }

        /** The loss of a word; its gradients are added. */
        private double add(int row, int slot, double share) {
            int at = row * bits;
            int of = slot * bits;
            double score = biases[slot];
            for (int d = 0; d < bits; d++) {
                score += code[at + d] * rows[of + d];
            }
            double gradient = -share / (1 + Math.exp(score));
            for (int d = 0; d < bits; d++) {
                codeGradient[at + d] += gradient * rows[of + d];
            }
            for (int d = 0; d < bits; d++) {
                weightGradient[of + d] += gradient * code[at + d];
            }
            biasGradient[slot] += gradient;
            return Math.max(-score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
        }

        /** Adds what the noise words' scores pass on. */
        void addNoise(NDArray weights, NDArray offsets) {
            TensorMemory weight = TensorMemory.of(weights);
            TensorMemory offset = TensorMemory.of(offsets);
            for (int i = 0; i < sampled.noise() * bits; i++) {
                weightGradient[i] += weight.get(i);
            }
            for (int i = 0; i < sampled.noise(); i++) {
                biasGradient[i] += offset.get(i);
            }
        }
    }
}

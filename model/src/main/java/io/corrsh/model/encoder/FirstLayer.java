package io.corrsh.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.corrsh.model.text.BagOfWords;
import java.util.List;

/** The sparse first layer of a {@link DjlEncoder}. */
interface FirstLayer {

    /** The sums [B,E] of a batch before their ReLU. */
    NDArray sums(NDManager step, List<BagOfWords> bags);

    /** The error bound e1 of one bag, whose first layer came out with the norm {@code h1}. */
    double bound(BagOfWords bag, double h1);

    /** The reference's own first layer, rounded to single precision: the best on a CPU. */
    record InJava(EncoderWeights weights, Certifier certifier) implements FirstLayer {

        @Override
        public NDArray sums(NDManager step, List<BagOfWords> bags) {
            int width = weights.embeddingWidth();
            float[] sums = new float[Math.multiplyExact(bags.size(), width)];
            for (int i = 0; i < bags.size(); i++) {
                double[] exact = certifier.reference().firstLayer(bags.get(i));
                for (int j = 0; j < width; j++) {
                    sums[i * width + j] = (float) exact[j];
                }
            }
            return step.create(sums, new Shape(bags.size(), width));
        }

        @Override
        public double bound(BagOfWords bag, double h1) {
            return certifier.bound().roundedFirstLayer(h1);
        }
    }

    /** A sparse product on the device: only the words of the batch travel there. */
    record OnDevice(EncoderWeights weights, Certifier certifier, NDArray embedding, NDArray bias)
            implements FirstLayer {

        @Override
        public NDArray sums(NDManager step, List<BagOfWords> bags) {
            int count = bags.stream().mapToInt(bag -> bag.words().length).sum();
            long[] places = new long[Math.multiplyExact(2, count)];
            float[] values = new float[count];
            int next = 0;
            for (int i = 0; i < bags.size(); i++) {
                BagOfWords bag = bags.get(i);
                for (int k = 0; k < bag.words().length; k++) {
                    places[next] = i;
                    places[count + next] = weights.requireWord(bag.words()[k]);
                    values[next++] = bag.weights()[k];
                }
            }
            // NDManager.createCoo closes the arrays that its tensor goes on using. These stay open as long as the step.
            PtNDArray batch = JniUtils.createSparseCoo(
                    (PtNDArray) step.create(places, new Shape(2, count)),
                    (PtNDArray) step.create(values),
                    new Shape(bags.size(), weights.vocabulary()));
            return batch.matMul(embedding).add(bias);
        }

        @Override
        public double bound(BagOfWords bag, double h1) {
            return certifier.bound().sparseFirstLayer(bag);
        }
    }
}

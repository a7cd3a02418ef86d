package io.corrsh.model.training.energy;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.EnergyOptions;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An energy model as a network: the gradient of -log p(x) / N is the expectation of the energy's derivatives over the documents
 * less that over the model, estimated by k steps of Gibbs sampling from the documents (CD-k: Hinton, 2002) or from where the
 * last step's samples were (PCD-k: Tieleman, 2008). The same seed gives the same weights with any number of threads.
 *
 * <p>The loss that it tells is the reconstruction at the bits' means, -log p(x | E[h | x]): log p(x) itself would need the
 * normaliser.
 */
public final class EnergyNetwork implements TrainingNetwork {

    private static final int PIECE = 16;

    private final EnergyOptions options;
    private final EnergyWeights weights;
    private final EnergyGradient gradient;
    private final Adam adam = new Adam();
    private final Noise noise;
    private final Workers workers;
    private Counts[] chains = new Counts[0];

    /**
     * A network with small random weights.
     *
     * @param documents in counts, whose words' frequencies the visible biases start from
     */
    public EnergyNetwork(DocumentMatrix documents, int bits, EnergyOptions options, Noise noise, Workers workers) {
        this.options = options;
        this.noise = noise;
        this.workers = workers;
        this.weights = new EnergyWeights(bits, logFrequencies(documents), noise.random());
        this.gradient = new EnergyGradient(bits, documents.vocabulary());
    }

    private static float[] logFrequencies(DocumentMatrix documents) {
        double[] counts = new double[documents.vocabulary()];
        Arrays.fill(counts, 1);
        double total = counts.length;
        for (long i = 0; i < documents.start(documents.size()); i++) {
            counts[documents.word(i)] += documents.weight(i);
            total += documents.weight(i);
        }
        float[] logs = new float[counts.length];
        for (int word = 0; word < logs.length; word++) {
            logs[word] = (float) Math.log(counts[word] / total);
        }
        return logs;
    }

    @Override
    public StepLoss train(StepBatch batch, StepSettings settings) {
        Counts[] documents = documents(batch.rows());
        int size = documents.length;
        if (chains.length < size) {
            chains = Arrays.copyOf(documents, size);
        }
        float[][] means = new float[size][];
        float[][] modelMeans = new float[size][];
        Counts[] samples = new Counts[size];
        double[] losses = new double[size];
        long[] seeds = noise.random().longs(size).toArray();
        workers.forEach(size, PIECE, (from, to) -> {
            GibbsSampler sampler = new GibbsSampler(weights);
            for (int i = from; i < to; i++) {
                Counts start = options.persistent() ? chains[i] : documents[i];
                samples[i] = sampler.sample(start, options.gibbsSteps(), generator(seeds[i]));
                means[i] = weights.means(documents[i]);
                modelMeans[i] = weights.means(samples[i]);
                losses[i] = sampler.reconstruction(documents[i], means[i]);
            }
        });
        System.arraycopy(samples, 0, chains, 0, size);
        gradient.clear();
        gradient.add(documents, means, factors(documents, 1), workers);
        gradient.add(samples, modelMeans, factors(samples, -1), workers);
        adam.begin(settings.learningRate());
        weights.update(gradient, adam, workers);
        return loss(losses);
    }

    private static RandomGenerator generator(long seed) {
        return new Noise(seed).random();
    }

    /** Every document counts by its mean over its words, so that long ones do not outweigh the rest. */
    private static float[] factors(Counts[] documents, float sign) {
        float[] factors = new float[documents.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = sign / (factors.length * documents[i].total());
        }
        return factors;
    }

    private static StepLoss loss(double[] losses) {
        double mean = Arrays.stream(losses).average().orElseThrow();
        return new StepLoss(mean, 0, mean, 0);
    }

    private static Counts[] documents(SparseBatch rows) {
        Counts[] documents = new Counts[rows.rows()];
        Arrays.setAll(documents, row -> Counts.of(rows, row));
        return documents;
    }

    @Override
    public StepLoss evaluate(StepBatch batch, StepSettings settings, Noise random) {
        Counts[] documents = documents(batch.rows());
        double[] losses = new double[documents.length];
        workers.forEach(losses.length, PIECE, (from, to) -> {
            GibbsSampler sampler = new GibbsSampler(weights);
            for (int i = from; i < to; i++) {
                losses[i] = sampler.reconstruction(documents[i], weights.means(documents[i]));
            }
        });
        return loss(losses);
    }

    @Override
    public float[] logits(SparseBatch rows) {
        Counts[] documents = documents(rows);
        int bits = weights.bits();
        float[] logits = new float[documents.length * bits];
        workers.forEach(documents.length, PIECE, (from, to) -> {
            for (int i = from; i < to; i++) {
                System.arraycopy(weights.logits(documents[i]), 0, logits, i * bits, bits);
            }
        });
        return logits;
    }

    /**
     * The encoder that gives the logits, which are linear in the counts, and the decoder p(word | h). ReLUs let a sum through
     * as its positive and its negative part.
     */
    @Override
    public Map<String, Tensor> weights() {
        int bits = weights.bits();
        int words = weights.vocabulary();
        float[] embedding = new float[Math.multiplyExact(words, 2 * bits)];
        float[] decoder = new float[words * bits];
        for (int bit = 0; bit < bits; bit++) {
            for (int word = 0; word < words; word++) {
                float weight = weights.weights[bit][word];
                decoder[word * bits + bit] = weight;
                embedding[word * 2 * bits + bit] = weight + weights.hidden[bit];
                embedding[word * 2 * bits + bits + bit] = -(weight + weights.hidden[bit]);
            }
        }
        float[] hidden = new float[4 * bits * bits];
        float[] mean = new float[2 * bits * bits];
        for (int i = 0; i < 2 * bits; i++) {
            hidden[i * 2 * bits + i] = 1;
        }
        for (int bit = 0; bit < bits; bit++) {
            mean[bit * 2 * bits + bit] = 1;
            mean[bit * 2 * bits + bits + bit] = -1;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("embedding.weight", new Tensor(new int[] {words, 2 * bits}, embedding));
        tensors.put("embedding.bias", new Tensor(new int[] {2 * bits}, new float[2 * bits]));
        tensors.put("hidden.weight", new Tensor(new int[] {2 * bits, 2 * bits}, hidden));
        tensors.put("hidden.bias", new Tensor(new int[] {2 * bits}, new float[2 * bits]));
        tensors.put("mean.weight", new Tensor(new int[] {bits, 2 * bits}, mean));
        tensors.put("mean.bias", new Tensor(new int[] {bits}, new float[bits]));
        tensors.put("decoder.weight", new Tensor(new int[] {words, bits}, decoder));
        tensors.put("decoder.bias", new Tensor(new int[] {words}, weights.visible.clone()));
        return tensors;
    }

    @Override
    public Noise noise() {
        return noise;
    }

    @Override
    public void save(StateVisitor visitor) throws IOException {
        adam.visit(visitor);
        weights.visit(visitor);
    }

    @Override
    public void restore(int steps, StateVisitor visitor) throws IOException {
        adam.resume(steps);
        save(visitor);
    }

    @Override
    public int[] samples() {
        return options.persistent() ? Counts.numbers(chains) : new int[0];
    }

    @Override
    public void restoreSamples(int[] samples) {
        chains = Counts.of(IntBuffer.wrap(samples));
    }

    @Override
    public void close() {
        // Holds no native memory.
    }
}

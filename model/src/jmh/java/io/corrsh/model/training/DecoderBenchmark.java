package io.corrsh.model.training;

import com.sun.management.OperatingSystemMXBean;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.training.decoder.NoiseDistribution;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.estimator.StraightThrough;
import io.corrsh.model.training.network.cpu.CpuNetwork;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.options.bound.Posterior;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.Workers;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/**
 * The cost of a step of the paper's network with each decoder loss on synthetic documents of 80 words by Zipf's law, in
 * batches of 100, 64 bits, one thread: CPU time of the process and wall time.
 *
 * <p>{@code mvn -Pbench -pl model verify -DskipTests -Dbench.main=io.corrsh.model.training.DecoderBenchmark
 * -Djmh.arguments="100000 40"} for the size of the vocabulary and the number of steps
 */
public final class DecoderBenchmark {

    private static final int BATCH = 100;
    private static final int BATCHES = 20;
    private static final int WARM_UP = 15;

    private DecoderBenchmark() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Usage: DecoderBenchmark VOCABULARY STEPS");
        }
        int vocabulary = Integer.parseInt(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        DocumentMatrix documents = documents(vocabulary);
        for (DecoderLoss loss : DecoderLoss.values()) {
            measure(loss, documents, steps);
        }
    }

    private static DocumentMatrix documents(int vocabulary) {
        Random random = new Random(1);
        DocumentMatrix.Builder documents = DocumentMatrix.builder(vocabulary);
        for (int document = 0; document < BATCH * BATCHES; document++) {
            TreeSet<Integer> words = new TreeSet<>();
            while (words.size() < 80) {
                words.add((int) Math.pow(vocabulary, random.nextDouble()) - 1);
            }
            float[] weights = new float[words.size()];
            java.util.Arrays.fill(weights, 1);
            documents.add(new BagOfWords(
                    words.stream().mapToInt(Integer::intValue).toArray(), weights, weights.length, 0));
        }
        return documents.build();
    }

    private static void measure(DecoderLoss loss, DocumentMatrix documents, int steps) {
        NetworkShape shape =
                new NetworkShape(documents.vocabulary(), 500, 500, 64, 10, 0.1, 10, Posterior.LOW_RANK, 0, 0.2f, 0.01f);
        StepSettings settings = new StepSettings(1e-3, 1, 0.01, new StraightThrough(), 1, 1, 1, 0);
        NoiseDistribution noise = loss == DecoderLoss.SOFTMAX ? null : new NoiseDistribution(documents);
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Workers workers = new Workers(1);
                CpuNetwork network = new CpuNetwork(shape, new DecoderOptions(loss, 10, 1000), noise, 1, workers)) {
            SparseBatch rows = new SparseBatch(documents.vocabulary());
            Targets targets = new Targets(documents.vocabulary());
            long cpu = 0;
            long wall = 0;
            for (int step = 0; step < WARM_UP + steps; step++) {
                if (step == WARM_UP) {
                    cpu = system.getProcessCpuTime();
                    wall = System.nanoTime();
                }
                rows.clear();
                targets.clear();
                for (int i = 0; i < BATCH; i++) {
                    int document = step % BATCHES * BATCH + i;
                    rows.addDocument(documents, document);
                    targets.add(documents, document, 1);
                    targets.endRow();
                }
                rows.index();
                network.train(new StepBatch(rows, 0, targets, null, null), settings);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, V = %d, 1 thread, %d steps: %.1f ms CPU, %.1f ms wall a step%n",
                    loss,
                    documents.vocabulary(),
                    steps,
                    (system.getProcessCpuTime() - cpu) / 1e6 / steps,
                    (System.nanoTime() - wall) / 1e6 / steps);
        }
    }
}

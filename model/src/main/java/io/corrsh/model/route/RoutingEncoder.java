package io.corrsh.model.route;

import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.FastEncoder;
import io.corrsh.model.text.BagOfWords;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several encoders of one model as one. All of them give the same codes, so nobody sees which of them a batch went to. A batch on
 * which one fails is encoded in plain Java, which needs no device. Owns its encoders. Safe for use by several threads at once.
 */
public final class RoutingEncoder implements BagEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingEncoder.class);

    private final EncoderWeights weights;
    private final int largestBatch;
    private final PathChoice choice;
    private final EncoderPath home;
    private final List<EncoderPath> paths = new CopyOnWriteArrayList<>();
    private final @Nullable LateEncoder late;

    private RoutingEncoder(EncoderWeights weights, int largestBatch, PathChoice choice, @Nullable LateEncoder late) {
        this.weights = weights;
        this.largestBatch = largestBatch;
        this.choice = choice;
        this.late = late;
        this.home = new EncoderPath(new FastEncoder(weights), weights);
        paths.add(home);
    }

    /** An encoder that begins as plain Java, and sends each batch where it was measured to be the cheapest. */
    public static RoutingEncoder byCost(EncoderWeights weights, int largestBatch) {
        return new RoutingEncoder(weights, largestBatch, new CheapestPath(), null);
    }

    /** As {@link #byCost(EncoderWeights, int)}, with one more encoder once there was work for it, if it can be made. */
    static RoutingEncoder byCost(EncoderWeights weights, int largestBatch, Supplier<BagEncoder> maker) {
        return new RoutingEncoder(weights, largestBatch, new CheapestPath(), new LateEncoder(maker));
    }

    /** An encoder that begins as plain Java, and gives batches in turns to the encoders that are added, as long as they work. */
    public static RoutingEncoder inTurns(EncoderWeights weights, int largestBatch) {
        return new RoutingEncoder(weights, largestBatch, new PathsInTurn(), null);
    }

    /**
     * Checks an encoder, warms it up and uses it from then on. From now on it is closed here, also if it is refused.
     *
     * @throws IllegalStateException if it does not give the codes of the reference, or fails
     */
    public void add(BagEncoder encoder) {
        EncoderPath path = new EncoderPath(encoder, weights);
        try {
            new WarmUp(weights, largestBatch).run(path);
        } catch (RuntimeException e) {
            encoder.close();
            throw e instanceof IllegalStateException
                    ? e
                    : new IllegalStateException(
                            "The encoder on %s fails: %s".formatted(encoder.device(), e.getMessage()), e);
        }
        paths.add(path);
    }

    @Override
    public List<Encoding> encode(List<BagOfWords> bags) {
        EncoderPath path = choice.choose(paths, PathCosts.sizeClass(bags.size()));
        if (path == home) {
            return atHome(bags);
        }
        try {
            return path.encode(bags);
        } catch (RuntimeException e) {
            // What is wrong with the bags themselves is thrown here again, and is not the other encoder's failure.
            List<Encoding> encodings = home.encode(bags);
            if (path.failed(e)) {
                LOG.error(
                        "Encoding on {} failed; it goes on in plain Java",
                        path.encoder().device(),
                        e);
            }
            return encodings;
        }
    }

    private List<Encoding> atHome(List<BagOfWords> bags) {
        if (late == null) {
            return home.encode(bags);
        }
        long started = System.nanoTime();
        List<Encoding> encodings = home.encode(bags);
        late.worked(bags.size(), System.nanoTime() - started, this);
        return encodings;
    }

    /** The GPUs that work, or that there is none in use. */
    @Override
    public String device() {
        List<String> gpus = states().stream()
                .filter(state -> state.working() && state.device().startsWith("gpu"))
                .map(EncoderState::device)
                .toList();
        return gpus.isEmpty() ? home.encoder().device() : String.join(", ", gpus);
    }

    @Override
    public Recomputed recomputed() {
        long bits = 0;
        long documents = 0;
        for (EncoderPath path : paths) {
            Recomputed recomputed = path.recomputed();
            bits += recomputed.bits();
            documents += recomputed.documents();
        }
        return new Recomputed(bits, documents);
    }

    @Override
    public double gain(int documents, int batch) {
        double gain = cheapest(PathCosts.sizeClass(documents)) / cheapest(PathCosts.sizeClass(batch));
        return Double.isNaN(gain) ? 1 : gain;
    }

    @Override
    public int openTensors() {
        return paths.stream().mapToInt(path -> path.encoder().openTensors()).sum();
    }

    /** How many GPUs are used as long as they work. */
    public int gpus() {
        return (int) states().stream()
                .filter(state -> state.device().startsWith("gpu"))
                .count();
    }

    /** The weights that all encoders have. */
    public EncoderWeights weights() {
        return weights;
    }

    /** How each encoder does, plain Java first. */
    public List<EncoderState> states() {
        return paths.stream().map(EncoderPath::state).toList();
    }

    @Override
    public void close() {
        if (late != null) {
            late.close();
        }
        for (EncoderPath path : paths) {
            path.encoder().close();
        }
    }

    private double cheapest(int sizeClass) {
        long now = System.nanoTime();
        return paths.stream()
                .filter(path -> path.isUsable(now))
                .mapToDouble(path -> path.cost(sizeClass))
                .filter(cost -> !Double.isNaN(cost))
                .min()
                .orElse(Double.NaN);
    }
}

package io.corrsh.model.encoder;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderOptions.CpuEngine;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model at work: single texts through the reference encoder, several through a fast one, in batches spread over a
 * bounded number of threads. Owns these threads and the native memory until it is closed.
 */
public final class ModelTextEncoder implements TextEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTextEncoder.class);

    /** Fewer texts than this are not worth another thread. */
    private static final int SMALLEST_BATCH = 16;

    private final String model;
    private final int bits;
    private final EncoderOptions options;
    private final Vectorizer vectorizer;
    private final ReferenceEncoder reference;
    private final BagEncoder batches;
    private final ExecutorService workers;

    /**
     * An encoder for a model.
     *
     * @throws IllegalStateException if the options ask for a GPU or for PyTorch and it cannot be used
     */
    public ModelTextEncoder(ModelBundle bundle, EncoderOptions options) {
        this(bundle, EncoderWeights.of(bundle.tensors()), options);
    }

    private ModelTextEncoder(ModelBundle bundle, EncoderWeights weights, EncoderOptions options) {
        this(bundle, weights, batchEncoder(weights, options), options);
    }

    /**
     * An encoder that leaves batches to another.
     *
     * @param weights the bundle's weights
     * @param batches what encodes batches, with these weights; closed with this
     * @param options how many texts are a batch, and how many batches are encoded at a time
     */
    public ModelTextEncoder(ModelBundle bundle, EncoderWeights weights, BagEncoder batches, EncoderOptions options) {
        this.model = bundle.identity();
        this.bits = bundle.description().bits();
        this.options = options;
        this.vectorizer = bundle.vectorizer();
        this.reference = new ReferenceEncoder(weights);
        this.batches = batches;
        this.workers = Executors.newFixedThreadPool(
                options.threads(),
                Thread.ofPlatform().name("corrsh-encode-", 1).daemon().factory());
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public String device() {
        return batches.device();
    }

    /** How much the fast encoder left to the reference so far. */
    public BagEncoder.Recomputed recomputed() {
        return batches.recomputed();
    }

    @Override
    public Encoding encode(String text) {
        return reference.encode(vectorizer.vectorize(text));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the encoder is closed
     * @throws CancellationException if the thread is interrupted while it waits
     */
    @Override
    public List<Encoding> encode(List<String> texts) {
        List<Callable<List<Encoding>>> tasks = new ArrayList<>();
        int share = Math.ceilDiv(texts.size(), options.threads());
        int size = Math.min(options.batchSize(), Math.max(share, SMALLEST_BATCH));
        for (int from = 0; from < texts.size(); from += size) {
            List<String> part = texts.subList(from, Math.min(texts.size(), from + size));
            tasks.add(() -> encodeBatch(part));
        }
        if (workers.isShutdown()) {
            throw new IllegalStateException("The encoder is closed");
        }
        if (tasks.size() <= 1) {
            return texts.isEmpty() ? List.of() : encodeBatch(texts);
        }
        List<Encoding> encodings = new ArrayList<>(texts.size());
        for (Future<List<Encoding>> done : all(tasks)) {
            encodings.addAll(result(done));
        }
        return encodings;
    }

    /** Waits for the batches in progress, then gives back threads and native memory. */
    @Override
    public void close() {
        workers.close();
        batches.close();
    }

    private List<Encoding> encodeBatch(List<String> texts) {
        List<BagOfWords> bags = new ArrayList<>(texts.size());
        for (String text : texts) {
            bags.add(vectorizer.vectorize(text));
        }
        return batches.encode(bags);
    }

    private List<Future<List<Encoding>>> all(List<Callable<List<Encoding>>> tasks) {
        try {
            return workers.invokeAll(tasks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
    }

    private static List<Encoding> result(Future<List<Encoding>> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A batch could not be encoded", e.getCause());
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("Interrupted while texts were encoded");
        cancelled.initCause(cause);
        return cancelled;
    }

    private static BagEncoder batchEncoder(EncoderWeights weights, EncoderOptions options) {
        DeviceChoice device = options.device();
        if (device == DeviceChoice.GPU || (device == DeviceChoice.AUTO && TorchEngine.hasGpu())) {
            try {
                return DjlEncoder.gpu(weights);
            } catch (IllegalStateException e) {
                if (device == DeviceChoice.GPU) {
                    throw e;
                }
                LOG.warn("The GPU is not used: {}", e.getMessage());
            }
        }
        return options.engine() == CpuEngine.PYTORCH ? DjlEncoder.cpu(weights, 1) : new FastEncoder(weights);
    }
}

package io.corrsh.model.batch;

import io.corrsh.model.batch.EncodeRefusedException.Reason;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.encoder.TextEncoder;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the texts of all callers together: each call, of whatever size, is split into the batches of the moment, which take texts
 * from the callers in turn. Whoever calls waits; see {@link Caller} for how long. Owns its threads and the encoder until it is
 * closed.
 */
public final class BatchingTextEncoder implements TextEncoder {

    private final String model;
    private final int bits;
    private final BagEncoder encoder;
    private final BatchListener listener;
    private final TextQueue queue;
    private final List<Thread> workers;

    /**
     * Starts the threads.
     *
     * @param weights the bundle's weights
     * @param encoder what encodes batches, with these weights; closed with this
     */
    public BatchingTextEncoder(
            ModelBundle bundle,
            EncoderWeights weights,
            BagEncoder encoder,
            BatchOptions options,
            BatchListener listener) {
        this.model = bundle.identity();
        this.bits = bundle.description().bits();
        this.encoder = encoder;
        this.listener = listener;
        this.queue = new TextQueue(options, encoder);
        BatchWorker worker =
                new BatchWorker(queue, bundle.vectorizer(), new ReferenceEncoder(weights), encoder, listener);
        this.workers = IntStream.rangeClosed(1, options.threads())
                .mapToObj(i ->
                        Thread.ofPlatform().name("corrsh-encode-" + i).daemon().start(worker))
                .toList();
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
        return encoder.device();
    }

    /** How many texts wait. */
    public int waiting() {
        return queue.waiting();
    }

    /** Why texts of a caller that does not wait for room would be refused now; null if they would not. */
    public @Nullable EncodeRefusedException refusal(String caller) {
        return queue.refusal(caller);
    }

    /**
     * {@inheritDoc}
     *
     * @throws EncodeRefusedException if there is no room in the queue, the caller's time is over or the encoder closed
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public Encoding encode(String text) {
        return encode(List.of(text), true).getFirst();
    }

    /**
     * {@inheritDoc}
     *
     * @throws EncodeRefusedException if there is no room in the queue, the caller's time is over or the encoder closed
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public List<Encoding> encode(List<String> texts) {
        return texts.isEmpty() ? List.of() : encode(texts, false);
    }

    /** Takes no more texts, waits for those that it has, and gives back threads and encoder. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        encoder.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Encoding> encode(List<String> texts, boolean exact) {
        EncodeCall call = new EncodeCall(Caller.current(), texts, exact);
        try {
            queue.put(call);
            try {
                return call.await();
            } finally {
                queue.remove(call);
            }
        } catch (EncodeRefusedException e) {
            listener.refused(e.reason(), texts.size());
            throw e;
        } catch (InterruptedException e) {
            listener.refused(Reason.GONE, texts.size());
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("Interrupted while texts were encoded");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}

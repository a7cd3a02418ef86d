package io.corrsh.model.batch;

import io.corrsh.model.batch.Turns.Text;
import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes batch after batch until the queue is closed and empty. What goes wrong is the callers' to hear, and ends no worker. */
record BatchWorker(
        TextQueue queue, Vectorizer vectorizer, ReferenceEncoder reference, BagEncoder encoder, BatchListener listener)
        implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

    @Override
    public void run() {
        try {
            for (List<Text> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                encode(batch);
            }
        } catch (InterruptedException e) {
            // Nobody but the owner interrupts it, who has closed the queue.
            Thread.currentThread().interrupt();
        }
    }

    private void encode(List<Text> batch) {
        long started = System.nanoTime();
        try {
            encode(batch, started);
        } catch (Throwable e) {
            LOG.error("A batch of {} texts could not be encoded", batch.size(), e);
            batch.forEach(text -> text.call().fail(e));
        }
        queue.took(batch.size(), System.nanoTime() - started);
    }

    private void encode(List<Text> batch, long started) {
        List<Text> exact = new ArrayList<>();
        List<Text> others = new ArrayList<>(batch.size());
        List<BagOfWords> exactBags = new ArrayList<>();
        List<BagOfWords> otherBags = new ArrayList<>(batch.size());
        long tokens = 0;
        for (Text text : batch) {
            if (text.index() == 0) {
                listener.waited(started - text.call().queuedAt());
            }
            BagOfWords bag = analyse(text);
            if (bag != null) {
                tokens += bag.tokens();
                (text.call().isExact() ? exact : others).add(text);
                (text.call().isExact() ? exactBags : otherBags).add(bag);
            }
        }
        long analysed = System.nanoTime();
        List<Encoding> exactEncodings = reference.encode(exactBags);
        List<Encoding> otherEncodings = otherBags.isEmpty() ? List.of() : encoder.encode(otherBags);
        listener.encoded(exact.size() + others.size(), tokens, analysed - started, System.nanoTime() - analysed);
        complete(exact, exactEncodings);
        complete(others, otherEncodings);
    }

    /** The words of a text; null if nobody waits for it any more, or it cannot be analysed. */
    private @Nullable BagOfWords analyse(Text text) {
        if (text.call().isOver()) {
            return null;
        }
        try {
            return vectorizer.vectorize(text.value());
        } catch (RuntimeException e) {
            text.call().fail(e);
            return null;
        }
    }

    private static void complete(List<Text> texts, List<Encoding> encodings) {
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).call().complete(texts.get(i).index(), encodings.get(i));
        }
    }
}

package io.corrsh.service.collections.reencode;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexedDocument;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.reencode.ChangeLog.Changes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Makes one index hold the documents of another, under another model. What it holds already of the same input is left as
 * it is, so this can be broken off and begun anew at any time. For one thread.
 */
final class Copy {

    private static final int BATCH = 2048;
    private static final long BATCH_BYTES = 16L << 20;

    private final HammingIndex source;
    private final HammingIndex target;
    private final Recoder recoder;
    private final Breakers breakers;
    private final Progress progress;
    private final List<IndexedDocument> batch = new ArrayList<>();
    private long bytes;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    Copy(HammingIndex source, HammingIndex target, Recoder recoder, Breakers breakers, Progress progress) {
        this.source = source;
        this.target = target;
        this.recoder = recoder;
        this.breakers = breakers;
        this.progress = progress;
    }

    /** Copies all documents, and removes those that are not there. */
    void all() throws InterruptedException {
        boolean fresh = target.count(null) == 0;
        progress.begin(source.count(null));
        if (!fresh) {
            removeStrangers();
        }
        source.forEachDocument(null, document -> {
            progress.check();
            if (fresh || isOutdated(document)) {
                add(document);
            } else {
                progress.skipped();
            }
        });
        flush();
        finish();
    }

    private void removeStrangers() {
        List<Change> strangers = new ArrayList<>();
        target.forEachDocument(null, document -> {
            progress.check();
            if (source.get(document.id()).isEmpty()) {
                strangers.add(new Change.Delete(document.id()));
            }
        });
        target.apply(strangers);
    }

    private boolean isOutdated(IndexedDocument document) {
        Optional<IndexedDocument> there = target.get(document.id());
        return there.isEmpty() || !Recoder.same(document, there.get());
    }

    /** Copies what was changed. */
    void changed(Changes changes) throws InterruptedException {
        if (changes.overflow()) {
            all();
        }
        Set<String> ids = new LinkedHashSet<>(changes.ids());
        for (Filter filter : changes.filters()) {
            target.forEachDocument(filter, document -> ids.add(document.id()));
        }
        List<Change> gone = new ArrayList<>();
        for (String id : ids) {
            progress.check();
            Optional<IndexedDocument> document = source.get(id);
            if (document.isPresent()) {
                if (isOutdated(document.get())) {
                    add(document.get());
                }
            } else {
                gone.add(new Change.Delete(id));
            }
        }
        flush();
        finish();
        target.apply(gone);
    }

    private void add(IndexedDocument document) {
        batch.add(document);
        bytes += document.source().length;
        if (batch.size() >= BATCH || bytes >= BATCH_BYTES) {
            flush();
        }
    }

    /** Encodes a batch while the one before is written. */
    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        breakers.check();
        List<Change> changes;
        try {
            changes = recoder.recode(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobStoppedException();
        }
        batch.clear();
        bytes = 0;
        finish();
        writing = CompletableFuture.runAsync(
                () -> {
                    target.apply(changes);
                    progress.copied(changes.size());
                },
                work -> Thread.ofPlatform()
                        .name("corrsh-reencode-write")
                        .daemon()
                        .start(work));
    }

    private void finish() {
        try {
            writing.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

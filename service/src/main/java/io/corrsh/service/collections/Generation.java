package io.corrsh.service.collections;

import io.corrsh.index.Change;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.Highlighter;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.models.LoadedModel;
import io.corrsh.service.models.ModelLease;
import io.corrsh.service.storage.OpenIndex;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A collection's documents under one model: its index, and the model that makes its codes. It is lent to whoever reads it, and
 * closed when it was let go of and the last reader gave it back. Safe for use by several threads.
 */
public final class Generation {

    private final GenerationRecord record;
    private final OpenIndex opened;
    private final ModelLease lease;
    private volatile @Nullable Consumer<List<Change>> log;
    private int users = 1;
    private @Nullable Runnable afterClose;

    /** Takes the index and the lease over. */
    Generation(GenerationRecord record, OpenIndex opened, ModelLease lease) {
        this.record = record;
        this.opened = opened;
        this.lease = lease;
    }

    public GenerationRecord record() {
        return record;
    }

    public OpenIndex opened() {
        return opened;
    }

    /** The documents, to be read; changes go through {@link #apply}. */
    public HammingIndex index() {
        return opened.index();
    }

    /** The model that makes the codes; it is not the caller's to close. */
    public LoadedModel model() {
        return lease.model();
    }

    /** The model's encoder; it is not the caller's to close. */
    public TextEncoder encoder() {
        return lease.encoder();
    }

    public Highlighter highlighter() {
        return opened.highlighter();
    }

    /**
     * Changes documents, as {@link HammingIndex#apply} does. For use within {@link Collection#write}.
     *
     * @throws io.corrsh.index.IndexWriteException if nothing could be made durable
     */
    public void apply(List<Change> changes) {
        Consumer<List<Change>> following = log;
        try {
            opened.index().apply(changes);
        } finally {
            // After a failure some may be on disk all the same.
            if (following != null) {
                following.accept(changes);
            }
        }
    }

    /** Has changes recorded from now on, or no more. Nobody may write meanwhile. */
    public void follow(@Nullable Consumer<List<Change>> changes) {
        log = changes;
    }

    /** Lends it; {@code null} if it was let go of. */
    synchronized @Nullable Lease lend() {
        if (users == 0) {
            return null;
        }
        users++;
        return new Lease(this);
    }

    /** Its owner lets go of it: it is closed now, or when the last reader gives it back. */
    public void letGo(Runnable then) {
        synchronized (this) {
            afterClose = then;
        }
        giveBack();
    }

    void giveBack() {
        Runnable then;
        synchronized (this) {
            if (--users > 0) {
                return;
            }
            then = afterClose;
        }
        try {
            opened.close();
        } finally {
            lease.close();
            if (then != null) {
                then.run();
            }
        }
    }
}

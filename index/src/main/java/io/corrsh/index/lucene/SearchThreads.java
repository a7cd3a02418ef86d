package io.corrsh.index.lucene;

import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.jspecify.annotations.Nullable;

/** The threads that help a searching thread; it always works itself, so that a busy pool delays nobody. */
final class SearchThreads extends SearcherFactory implements Closeable {

    private final @Nullable ExecutorService helpers;

    /** Starts all but one of the threads that may work on a search; the other is the caller's. */
    SearchThreads(int threads) {
        ThreadFactory factory =
                Thread.ofPlatform().daemon().name("corrsh-index-search-", 1).factory();
        helpers = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, factory);
    }

    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
        return new IndexSearcher(reader, helpers);
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.shutdown();
        }
    }
}

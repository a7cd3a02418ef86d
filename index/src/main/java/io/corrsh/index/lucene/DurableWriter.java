package io.corrsh.index.lucene;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.lucene.codec.CodeValues;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.document.PreparedChange;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene writer that can be had again after a failure, from the last commit. Used by one thread at a time.
 */
final class DurableWriter implements Closeable {

    private final Directory directory;
    private final CodeSpace space;
    private final LuceneIndexOptions options;
    private final IndexListener listener;
    private final HammingCodesFormat codes;
    private final SnapshotDeletionPolicy commits = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    private @Nullable IndexWriter writer;

    /** Takes the directory's lock; a new index is committed at once, so that it says whose codes it holds. */
    DurableWriter(
            Directory directory,
            CodeSpace space,
            LuceneIndexOptions options,
            IndexListener listener,
            HammingCodesFormat codes,
            boolean create)
            throws IOException {
        this.directory = directory;
        this.space = space;
        this.options = options;
        this.listener = listener;
        this.codes = codes;
        try {
            writer = open(create ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND);
            if (create) {
                commit();
            }
        } catch (Throwable t) {
            IOUtils.closeWhileHandlingException(this);
            throw t;
        }
    }

    private IndexWriter open(IndexWriterConfig.OpenMode mode) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(options.words())
                .setOpenMode(mode)
                .setCommitOnClose(false)
                .setIndexDeletionPolicy(commits)
                .setRAMBufferSizeMB(options.ramBufferMegabytes())
                .setMergeScheduler(new Merges(listener))
                // The codec keeps its name: only the format of the codes is ours, and Lucene finds that by itself.
                .setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return codes;
                    }
                });
        return new IndexWriter(directory, config);
    }

    /** Applies changes in their order; they are not durable yet. */
    void write(List<PreparedChange> changes) throws IOException {
        IndexWriter writer = writer();
        for (PreparedChange change : changes) {
            change.applyTo(writer);
        }
    }

    /** Makes everything written durable. */
    void commit() throws IOException {
        IndexWriter writer = writer();
        writer.setLiveCommitData(
                new CommitData(space, Instant.now()).toUserData().entrySet());
        writer.commit();
    }

    /** Whether there is something to commit, such as finished merges. */
    boolean hasUncommitted() {
        return writer != null && writer.isOpen() && writer.hasUncommittedChanges();
    }

    /** The writer; a new one if a failure has closed it. */
    private IndexWriter writer() throws IOException {
        if (writer == null || !writer.isOpen()) {
            rollback();
            writer = open(IndexWriterConfig.OpenMode.APPEND);
        }
        return writer;
    }

    /** Forgets what is not durable. The next write starts from the last commit. */
    void rollback() {
        IndexWriter failed = writer;
        writer = null;
        if (failed != null) {
            try {
                failed.rollback();
            } catch (IOException | RuntimeException e) {
                listener.onFailure(e);
            }
        }
    }

    /** The last commit; its files stay until it is released. For any thread. */
    IndexCommit hold() throws IOException {
        return commits.snapshot();
    }

    /** Gives a commit free. For any thread; its files go with the next commit. */
    void release(IndexCommit commit) throws IOException {
        commits.release(commit);
    }

    /** Writes segments whose codes are in an older version of the format anew, each by itself. */
    void upgrade() throws IOException {
        IndexWriter writer = writer();
        Set<String> outdated = new HashSet<>();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                if (leaf.reader().getByteVectorValues(Fields.CODE) instanceof CodeValues codes
                        && codes.outdated()
                        && FilterLeafReader.unwrap(leaf.reader()) instanceof SegmentReader segment) {
                    outdated.add(segment.getSegmentName());
                }
            }
        }
        if (!outdated.isEmpty()) {
            MergePolicy usual = writer.getConfig().getMergePolicy();
            writer.getConfig().setMergePolicy(new RewriteMerges(usual, outdated));
            try {
                writer.forceMerge(Integer.MAX_VALUE);
            } finally {
                writer.getConfig().setMergePolicy(usual);
            }
        }
    }

    /** Merges down to some number of segments. */
    void forceMerge(int segments) throws IOException {
        writer().forceMerge(segments);
    }

    @Override
    public void close() {
        rollback();
    }

    /** Background merges; one that fails closes the writer, and is reported instead of killing its thread. */
    private static final class Merges extends ConcurrentMergeScheduler {

        private final IndexListener listener;

        Merges(IndexListener listener) {
            this.listener = listener;
        }

        @Override
        protected void doMerge(MergeSource source, MergePolicy.OneMerge merge) throws IOException {
            long start = System.nanoTime();
            super.doMerge(source, merge);
            listener.onMerge(Duration.ofNanos(System.nanoTime() - start));
        }

        @Override
        protected void handleMergeException(Throwable cause) {
            listener.onFailure(cause);
        }
    }
}

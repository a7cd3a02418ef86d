package io.corrsh.index.lucene;

import io.corrsh.index.IndexStatistics;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.search.LiveCodes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;

/** Measures an index; the answer is kept for a second, or until the next commit is visible. */
final class StatisticsProbe {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Directory directory;
    private volatile Snapshot last = new Snapshot(-1, 0, new IndexStatistics(0, 0, 0, 0, 0, 0, 0, Instant.EPOCH));

    StatisticsProbe(Directory directory) {
        this.directory = directory;
    }

    private record Snapshot(long version, long nanos, IndexStatistics statistics) {}

    IndexStatistics read(IndexSearcher searcher, long uncommitted) throws IOException {
        DirectoryReader reader = (DirectoryReader) searcher.getIndexReader();
        Snapshot snapshot = last;
        long now = System.nanoTime();
        if (snapshot.version != reader.getVersion() || now - snapshot.nanos > FRESH_NANOS) {
            snapshot = new Snapshot(reader.getVersion(), now, measure(reader));
            last = snapshot;
        }
        IndexStatistics known = snapshot.statistics;
        return new IndexStatistics(
                known.documents(),
                known.coded(),
                known.deleted(),
                known.segments(),
                known.sizeBytes(),
                known.codeBytes(),
                uncommitted,
                known.committed());
    }

    private IndexStatistics measure(DirectoryReader reader) throws IOException {
        long coded = 0;
        long codeBytes = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            CodeColumns columns = CodeColumns.of(leaf.reader(), Fields.CODE);
            if (columns != null) {
                coded += LiveCodes.count(leaf.reader(), columns);
                codeBytes += columns.sizeInBytes();
            }
        }
        CommitData commit = CommitData.of(reader.getIndexCommit().getUserData(), directory.toString());
        return new IndexStatistics(
                reader.numDocs(),
                coded,
                reader.numDeletedDocs(),
                reader.leaves().size(),
                sizeBytes(),
                codeBytes,
                0,
                commit.committed());
    }

    private long sizeBytes() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            try {
                bytes += directory.fileLength(file);
            } catch (NoSuchFileException | FileNotFoundException e) {
                // A merge has deleted it since the listing.
            }
        }
        return bytes;
    }
}

package io.corrsh.index.lucene;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** What a directory must be for an index to be opened in it. */
final class OpeningChecks {

    private OpeningChecks() {}

    /** Makes a directory if need be, which must not be a snapshot and must be one that can be written to. */
    static void checkPath(Path directory) throws IOException {
        if (Snapshot.isAt(directory)) {
            throw new IOException("'%s' is a snapshot: restore it into another directory, so that it stays what it is"
                    .formatted(directory));
        }
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(
                    "the index at '%s' cannot be opened: its directory cannot be written to".formatted(directory));
        }
    }

    /** Whose codes the index in a directory holds, by its last commit. */
    static CodeSpace spaceAt(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IndexNotFoundException("'%s' holds no index".formatted(path));
        }
        try (Directory directory = FSDirectory.open(path)) {
            return lastCommit(directory, path.toString()).space();
        } catch (IndexFormatTooNewException e) {
            throw tooNew(path.toString(), e);
        }
    }

    /** Whether there is no index yet; one that is there must hold codes of the space. */
    static boolean isNew(Directory directory, String name, CodeSpace space) throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            lastCommit(directory, name).check(space, name);
            return false;
        }
        // Segments without a commit are the rest of a damaged index; a new one would delete them.
        for (String file : directory.listAll()) {
            if (file.startsWith("_")) {
                throw new IOException("'%s' holds '%s' but no commit of an index: it is damaged, or not an index"
                        .formatted(name, file));
            }
        }
        return true;
    }

    /** Compares the checksums of the codes: unlike other damage, a flipped bit there would never be noticed. */
    static void checkCodes(SearcherManager searchers) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (leaf.reader() instanceof SegmentReader segment && segment.getVectorReader() != null) {
                    segment.getVectorReader().checkIntegrity();
                }
            }
        } finally {
            searchers.release(searcher);
        }
    }

    static IndexMismatchException tooNew(String name, IndexFormatTooNewException e) {
        return new IndexMismatchException(
                "the index at '%s' was written by a newer version: %s".formatted(name, e.getMessage()));
    }

    private static CommitData lastCommit(Directory directory, String name) throws IOException {
        return CommitData.of(SegmentInfos.readLatestCommit(directory).getUserData(), name);
    }
}

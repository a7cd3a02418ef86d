package io.corrsh.index.lucene.check;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.commit.CommitView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * Checks a whole index: Lucene's own {@link CheckIndex}, then the codes' columns and tables, then that documents, ids and
 * codes agree. It reads every byte at least once, and changes nothing.
 */
public final class IndexCheck {

    private IndexCheck() {}

    /**
     * Checks the index in a directory that no process has open.
     *
     * @throws LockObtainFailedException if one has it open
     * @throws IndexNotFoundException if there is no index
     */
    public static IndexReport check(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IndexNotFoundException("'%s' holds no index".formatted(path)); // opening it would make it
        }
        try (Directory directory = FSDirectory.open(path)) {
            if (!DirectoryReader.indexExists(directory)) {
                throw new IndexNotFoundException("'%s' holds no index".formatted(path));
            }
            try {
                return check(directory, path.toString());
            } catch (LockObtainFailedException e) {
                throw new LockObtainFailedException("the index at '%s' is open in another process".formatted(path), e);
            }
        }
    }

    /** Checks a commit which somebody holds, while others follow it. */
    public static IndexReport check(IndexCommit commit, String name) throws IOException {
        try (Directory directory = new CommitView(commit)) {
            return check(directory, name);
        }
    }

    private static IndexReport check(Directory directory, String name) throws IOException {
        Problems problems = new Problems();
        checkLucene(directory, name, problems);
        CodeSpace space = null;
        int outdated = 0;
        long codes = 0;
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            space = CommitData.of(reader.getIndexCommit().getUserData(), name).space();
            IdCheck.check(reader, problems);
            for (var leaf : reader.leaves()) {
                SegmentCheck check = new SegmentCheck(leaf.reader(), space, problems);
                check.run();
                codes += check.codes();
                outdated += check.outdated() ? 1 : 0;
            }
            return new IndexReport(
                    space, reader.numDocs(), codes, reader.leaves().size(), outdated, problems.list());
        } catch (IOException | RuntimeException | AssertionError e) {
            problems.add(name, e);
            return new IndexReport(space, 0, codes, 0, outdated, problems.list());
        }
    }

    private static void checkLucene(Directory directory, String name, Problems problems) throws IOException {
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            int told = 0;
            for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
                if (segment.error != null) {
                    problems.add("segment " + segment.name, segment.error);
                    told++;
                }
            }
            if (!status.clean && told == 0) {
                problems.add(
                        name,
                        status.missingSegments
                                ? "the commit cannot be read"
                                : "%d segments are damaged".formatted(status.numBadSegments));
            }
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | RuntimeException | AssertionError e) {
            problems.add(name, e);
        }
    }
}

package io.corrsh.service.collections.snapshots;

import io.corrsh.index.IndexMismatchException;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.apache.lucene.index.CorruptIndexException;

/** What is wrong with a snapshot, in words for the one who sent it. */
final class SnapshotProblems {

    private SnapshotProblems() {}

    /** Something that reads a snapshot. */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws IOException;
    }

    /** Reads a snapshot, and tells what is wrong with it. */
    static <T> T telling(Reading<T> reading) {
        try {
            return reading.run();
        } catch (CorruptIndexException e) {
            throw unusable("damaged: " + e.getOriginalMessage());
        } catch (EOFException | ZipException e) {
            throw unusable("cut off or no zip file: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw unusable("not a snapshot: it has no file SHA256SUMS");
        } catch (IndexMismatchException e) {
            throw unusable("not for this version: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot cannot be read or written", e);
        }
    }

    static ProblemException unusable(String reason) {
        return new ProblemException(ProblemKind.SNAPSHOT_UNUSABLE, "The snapshot is " + reason);
    }
}

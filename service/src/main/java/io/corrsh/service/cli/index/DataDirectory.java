package io.corrsh.service.cli.index;

import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.IndexWriteException;
import io.corrsh.index.lucene.IndexListener;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.LuceneIndexOptions;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import picocli.CommandLine.Option;

/** The option that names a service's directory, and the index in it. */
final class DataDirectory {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the directory that the service was given, ./data by default")
    private Path directory = Path.of("data");

    /** Where the index is, or would be. */
    Path index() {
        return directory.resolve(DefaultCollection.index(directory));
    }

    /** Something to do with the open index. */
    @FunctionalInterface
    interface Work {
        void with(LuceneHammingIndex index) throws IOException;
    }

    /** Opens the index, whatever model it belongs to, does the work, and closes it. */
    void open(Work work) {
        run(() -> {
            try (LuceneHammingIndex index = LuceneHammingIndex.open(
                    index(), LuceneHammingIndex.spaceAt(index()), LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
                work.with(index);
            }
            return 0;
        });
    }

    /** Something to do with the files of the index. */
    @FunctionalInterface
    interface Reading<T> {
        T get() throws IOException;
    }

    /** Does it, and puts what goes wrong in words for the user. */
    <T> T run(Reading<T> reading) {
        try {
            return reading.get();
        } catch (LockObtainFailedException e) {
            throw new CommandFailedException("a service has '%s' open: stop it first".formatted(index()), e);
        } catch (IndexNotFoundException e) {
            throw new CommandFailedException("'%s' holds no index".formatted(index()), e);
        } catch (IOException | IndexMismatchException | IndexWriteException e) {
            throw Failures.of(index(), e);
        }
    }
}

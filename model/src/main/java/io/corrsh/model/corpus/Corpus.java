package io.corrsh.model.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole corpus in memory, in the order of its file.
 *
 * @param documents the documents, with distinct identifiers
 * @param brokenLines how many lines of the file were left out
 */
public record Corpus(List<CorpusDocument> documents, long brokenLines) {

    public Corpus {
        documents = List.copyOf(documents);
    }

    /**
     * Reads a corpus file.
     *
     * @throws IOException if the file cannot be read to its end
     */
    public static Corpus read(Path file, BrokenLineListener listener) throws IOException {
        try (CorpusReader reader = CorpusReader.open(file, listener)) {
            List<CorpusDocument> documents = new ArrayList<>();
            for (CorpusDocument document = reader.next(); document != null; document = reader.next()) {
                documents.add(document);
            }
            return new Corpus(documents, reader.brokenLines());
        }
    }

    /** The same documents in the splits that {@link Split#ofHash} gives them. */
    public Corpus resplit() {
        return new Corpus(documents.stream().map(CorpusDocument::resplit).toList(), brokenLines);
    }

    /** The documents of one split. */
    public List<CorpusDocument> split(Split split) {
        return documents.stream().filter(document -> document.split() == split).toList();
    }

    /** Whether there is no document at all. */
    public boolean isEmpty() {
        return documents.isEmpty();
    }
}

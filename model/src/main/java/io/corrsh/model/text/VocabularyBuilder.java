package io.corrsh.model.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Counts in how many documents each word occurs and keeps the most frequent. For one thread. */
public final class VocabularyBuilder {

    private final TextAnalyzer analyzer;
    private final WordTable table = new WordTable(1 << 16);
    private int[] frequencies = new int[1 << 16];
    private int[] lastSeen = new int[1 << 16];
    private int documents;

    public VocabularyBuilder(TextAnalyzer analyzer) {
        this.analyzer = Objects.requireNonNull(analyzer, "'analyzer' must not be null");
    }

    /** Counts one more document. */
    public void add(String text) {
        documents++;
        analyzer.analyze(text, this::count);
    }

    /**
     * The words within the limits, the most frequent first and those of equal frequency in the order of their UTF-16
     * units, so that the same documents give the same vocabulary in whatever order they came.
     *
     * @throws IllegalStateException if no word is within the limits
     */
    public Vocabulary build(Limits limits) {
        double most = limits.maximumDocumentShare() * documents;
        int[] kept = IntStream.range(0, table.size())
                .filter(i -> frequencies[i] >= limits.minimumDocumentFrequency() && frequencies[i] <= most)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -frequencies[i]).thenComparing(table::word))
                .limit(limits.maximumSize())
                .mapToInt(Integer::intValue)
                .toArray();
        if (kept.length == 0) {
            throw new IllegalStateException(
                    "No word of the %d documents is in at least %d of them and in at most %.0f %% of them"
                            .formatted(
                                    documents, limits.minimumDocumentFrequency(), 100 * limits.maximumDocumentShare()));
        }
        List<String> words = Arrays.stream(kept).mapToObj(table::word).toList();
        return new Vocabulary(
                words, Arrays.stream(kept).map(i -> frequencies[i]).toArray(), documents);
    }

    private void count(CharSequence word) {
        int known = table.size();
        int number = table.find(word);
        if (number < 0) {
            if (!Vocabulary.isWritable(word)) {
                return;
            }
            number = table.add(word);
        }
        if (number == known && number == frequencies.length) {
            frequencies = Arrays.copyOf(frequencies, 2 * number);
            lastSeen = Arrays.copyOf(lastSeen, 2 * number);
        }
        if (lastSeen[number] != documents) {
            lastSeen[number] = documents;
            frequencies[number]++;
        }
    }

    /**
     * Which words are kept.
     *
     * @param maximumSize how many words at most
     * @param minimumDocumentFrequency in how many documents a word must occur
     * @param maximumDocumentShare in which share of the documents a word may occur, above 0 and at most 1
     */
    public record Limits(int maximumSize, int minimumDocumentFrequency, double maximumDocumentShare) {

        /** 20,000 words that occur in at least 3 documents and at most half of them. */
        public static final Limits DEFAULT = new Limits(20_000, 3, 0.5);

        public Limits {
            if (maximumSize < 1) {
                throw new IllegalArgumentException("'maximumSize' must be at least 1, got " + maximumSize);
            }
            if (minimumDocumentFrequency < 1) {
                throw new IllegalArgumentException(
                        "'minimumDocumentFrequency' must be at least 1, got " + minimumDocumentFrequency);
            }
            if (!(maximumDocumentShare > 0 && maximumDocumentShare <= 1)) {
                throw new IllegalArgumentException(
                        "'maximumDocumentShare' must be above 0 and at most 1, got " + maximumDocumentShare);
            }
        }
    }
}

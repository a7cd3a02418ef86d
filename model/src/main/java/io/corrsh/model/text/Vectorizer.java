package io.corrsh.model.text;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Texts to sparse bags of words. Weights are computed in double precision in a fixed order and then rounded to float, so
 * that they are the same on every machine. Immutable and safe for use by several threads at once.
 */
public final class Vectorizer {

    private final TextAnalyzer analyzer;
    private final Vocabulary vocabulary;
    private final boolean counts;
    private final double scale;
    private final int title;
    private final double[] idf;

    public Vectorizer(TextAnalyzer analyzer, Vocabulary vocabulary, Weighting weighting) {
        this.analyzer = analyzer;
        this.vocabulary = vocabulary;
        this.counts = weighting.counts();
        this.scale = weighting.scale();
        this.title = weighting.title();
        this.idf = new double[vocabulary.size()];
        Arrays.setAll(
                idf, i -> Weighting.inverseDocumentFrequency(vocabulary.documents(), vocabulary.documentFrequency(i)));
    }

    /** The words that this vectorizer knows. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The bag of a text, empty if no word is known. */
    public BagOfWords vectorize(String text) {
        Occurrences seen = new Occurrences();
        analyzer.analyze(text, seen);
        int tokens = seen.tokens;
        int unknown = tokens - seen.known;
        if (title > 1) {
            repeatTitle(text, seen);
        }
        Arrays.sort(seen.words, 0, seen.known);

        int[] words = new int[seen.known];
        double[] weights = new double[seen.known];
        int distinct = 0;
        double squares = 0;
        for (int from = 0; from < seen.known; ) {
            int word = seen.words[from];
            int to = from + 1;
            while (to < seen.known && seen.words[to] == word) {
                to++;
            }
            double weight = counts ? to - from : Weighting.termFrequency(to - from) * idf[word];
            words[distinct] = word;
            weights[distinct++] = weight;
            squares += weight * weight;
            from = to;
        }
        double factor = counts ? 1 : scale / Math.sqrt(squares);
        float[] scaled = new float[distinct];
        for (int i = 0; i < distinct; i++) {
            scaled[i] = (float) (weights[i] * factor);
        }
        return new BagOfWords(Arrays.copyOf(words, distinct), scaled, tokens, unknown);
    }

    private void repeatTitle(String text, Occurrences seen) {
        int length = Title.length(text);
        if (length > 0) {
            int from = seen.known;
            analyzer.analyze(text.substring(0, length), seen);
            seen.repeat(from, title - 2);
        }
    }

    /** The numbers of the known tokens of one text, in the order of the text. */
    private final class Occurrences implements Consumer<CharSequence> {

        private int[] words = new int[256];
        private int known;
        private int tokens;

        @Override
        public void accept(CharSequence token) {
            tokens++;
            int word = vocabulary.indexOf(token);
            if (word >= 0) {
                if (known == words.length) {
                    words = Arrays.copyOf(words, 2 * known);
                }
                words[known++] = word;
            }
        }

        /** Counts the words from one on, so many times more. */
        void repeat(int from, int times) {
            int length = known - from;
            words = Arrays.copyOf(words, Math.max(words.length, known + times * length));
            for (int time = 0; time < times; time++) {
                System.arraycopy(words, from, words, known, length);
                known += length;
            }
        }
    }
}

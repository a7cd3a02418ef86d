package io.corrsh.service.storage.words;

import io.corrsh.model.text.AnalyzerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.custom.CustomAnalyzer;

/**
 * How texts become words for BM25: by the chain of the model, but with its stop words and short and odd words kept, and
 * English stemmed. An index belongs to one model, so what documents and queries become stays the same.
 */
public final class WordAnalysis {

    private static final String STOP = "stop";
    private static final String ENGLISH = "englishPossessive";

    private WordAnalysis() {}

    /** The analyzer for the indexes of a model with such a chain; safe for use by several threads. */
    public static Analyzer of(AnalyzerSpec spec) {
        try {
            CustomAnalyzer.Builder chain = CustomAnalyzer.builder().withTokenizer(spec.tokenizer());
            for (String filter : spec.filters()) {
                if (!filter.equals(STOP)) {
                    chain.addTokenFilter(filter);
                }
            }
            return spec.filters().contains(ENGLISH) ? new StemmingAnalyzer(chain.build()) : chain.build();
        } catch (IOException e) {
            throw new UncheckedIOException("a filter of Lucene has no resources", e);
        }
    }
}

package io.corrsh.service.storage.words;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;

/** Another analyzer with English stems for its words. */
final class StemmingAnalyzer extends AnalyzerWrapper {

    /** The stem of a word is the same in every index, so all share what they know: a megabyte or two. */
    private static final StemCache STEMS = new StemCache();

    private final Analyzer words;

    StemmingAnalyzer(Analyzer words) {
        super(PER_FIELD_REUSE_STRATEGY);
        this.words = words;
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
        return words;
    }

    @Override
    protected TokenStreamComponents wrapComponents(String fieldName, TokenStreamComponents components) {
        return new TokenStreamComponents(
                components.getSource(), new CachedStemFilter(components.getTokenStream(), STEMS));
    }

    @Override
    public void close() {
        super.close();
        words.close();
    }
}

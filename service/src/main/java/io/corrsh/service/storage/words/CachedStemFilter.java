package io.corrsh.service.storage.words;

import io.corrsh.service.storage.words.StemCache.Stem;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;

/** What Lucene's {@link PorterStemFilter} does, which it asks only for words that the cache does not know. */
final class CachedStemFilter extends TokenFilter {

    private final StemCache stems;
    private final TokenStream stemmer;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);

    CachedStemFilter(TokenStream input, StemCache stems) {
        super(input);
        this.stems = stems;
        this.stemmer = new PorterStemFilter(new Current(input));
    }

    /** A stream whose tokens are the one that another stream is at. */
    private static final class Current extends TokenStream {

        Current(TokenStream other) {
            super(other);
        }

        @Override
        public boolean incrementToken() {
            return true;
        }
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (keyword.isKeyword()) {
            return true;
        }
        Stem known = stems.find(term.buffer(), term.length());
        if (known == null) {
            char[] word = Arrays.copyOf(term.buffer(), term.length());
            stemmer.incrementToken();
            stems.put(new Stem(word, Arrays.copyOf(term.buffer(), term.length())));
        } else {
            term.copyBuffer(known.stem(), 0, known.stem().length);
        }
        return true;
    }
}

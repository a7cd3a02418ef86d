package io.corrsh.index.lucene.words;

import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.util.BytesRef;

/** The words of a query as the index knows them. */
final class QueryWords {

    private QueryWords() {}

    /** The words of a text with how often they stand in it. */
    static Map<BytesRef, Integer> of(Analyzer words, String text) throws IOException {
        Map<BytesRef, Integer> counts = new LinkedHashMap<>();
        try (TokenStream tokens = words.tokenStream(Fields.TEXT, text)) {
            TermToBytesRefAttribute term = tokens.addAttribute(TermToBytesRefAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                counts.merge(BytesRef.deepCopyOf(term.getBytesRef()), 1, Integer::sum);
            }
            tokens.end();
        }
        return counts;
    }
}

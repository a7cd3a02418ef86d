package io.corrsh.model.text;

import java.io.IOException;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Drops every piece of a token that the tokenizer had to cut because it is too long. Otherwise the last piece of a
 * megabyte of base64 would pass for a word.
 */
final class OverlongTokenFilter extends FilteringTokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private int endOfPiece = -1;

    OverlongTokenFilter(TokenStream in) {
        super(in);
    }

    @Override
    protected boolean accept() {
        boolean continues = offset.startOffset() == endOfPiece;
        boolean full = term.length() >= AnalyzerSpec.LONGEST_TOKEN;
        endOfPiece = full ? offset.endOffset() : -1;
        return !full && !continues;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        endOfPiece = -1;
    }
}

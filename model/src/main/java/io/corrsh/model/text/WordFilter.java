package io.corrsh.model.text;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Keeps the tokens whose length is in bounds and, if asked, that hold a letter. */
final class WordFilter extends FilteringTokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final int minimumLength;
    private final int maximumLength;
    private final boolean letters;

    WordFilter(TokenStream in, AnalyzerSpec spec) {
        super(in);
        this.minimumLength = spec.minimumLength();
        this.maximumLength = spec.maximumLength();
        this.letters = spec.letters();
    }

    @Override
    protected boolean accept() {
        int length = term.length();
        return length >= minimumLength && length <= maximumLength && (!letters || hasLetter(length));
    }

    private boolean hasLetter(int length) {
        char[] buffer = term.buffer();
        for (int i = 0; i < length; ) {
            int codePoint = Character.codePointAt(buffer, i, length);
            if (Character.isLetter(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }
}

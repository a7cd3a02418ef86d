package io.corrsh.index.lucene.words;

import io.corrsh.index.Highlighter;
import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** A {@link Highlighter} by Lucene's own, which takes sentences for passages and weighs them by BM25. */
public final class LuceneHighlighter implements Highlighter {

    /** A sentence may be as long as the text. */
    private static final int LONGEST_TEXT = 1 << 20;

    private static final int MOST_WORDS = 256;

    private final Analyzer words;

    /** A highlighter that takes texts apart as the index does. */
    public LuceneHighlighter(Analyzer words) {
        this.words = words;
    }

    @Override
    public List<String> highlight(String query, String text, int passages) {
        if (passages < 1) {
            throw new IllegalArgumentException("'passages' must be at least 1, got %d".formatted(passages));
        }
        try {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            QueryWords.of(words, query).keySet().stream()
                    .limit(MOST_WORDS)
                    .forEach(word -> any.add(new TermQuery(new Term(Fields.TEXT, word)), BooleanClause.Occur.SHOULD));
            Texts texts = new Texts(words);
            return texts.highlightWithoutSearcher(Fields.TEXT, any.build(), text, passages) instanceof List<?> found
                    ? found.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot highlight a text", e);
        }
    }

    private static final class Texts extends UnifiedHighlighter {

        Texts(Analyzer words) {
            super(builderWithoutSearcher(words)
                    .withMaxLength(LONGEST_TEXT)
                    .withMaxNoHighlightPassages(0)
                    .withFormatter(new Separately()));
        }
    }

    /** Gives each passage for itself. */
    private static final class Separately extends PassageFormatter {

        private final DefaultPassageFormatter one = new DefaultPassageFormatter("<em>", "</em>", "", true);

        @Override
        public List<String> format(Passage[] passages, String content) {
            List<String> formatted = new ArrayList<>(passages.length);
            for (Passage passage : passages) {
                formatted.add(one.format(new Passage[] {passage}, content).strip());
            }
            return formatted;
        }
    }
}

package io.corrsh.index.lucene.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Highlighter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.Test;

class LuceneHighlighterTests {

    private final Highlighter highlighter = new LuceneHighlighter(new StandardAnalyzer());

    @Test
    void marksTheWordsInTheBestPassages() {
        String text = "Nothing here. The Shuttle left. Rain fell. A shuttle met a rocket! Then no more.";
        assertThat(highlighter.highlight("shuttle rocket", text, 1))
                .containsExactly("A <em>shuttle</em> met a <em>rocket</em>!");
        assertThat(highlighter.highlight("shuttle rocket", text, 5))
                .containsExactly("The <em>Shuttle</em> left.", "A <em>shuttle</em> met a <em>rocket</em>!");
    }

    @Test
    void escapesWhatIsMarkup() {
        assertThat(highlighter.highlight("moon", "<script>alert('moon')</script> & more", 1))
                .singleElement()
                .asString()
                .contains("&lt;script&gt;", "<em>moon</em>", "&amp;")
                .doesNotContain("<script>");
    }

    @Test
    void hasNothingToShowWhereNoWordStands() {
        assertThat(highlighter.highlight("sun", "the moon", 3)).isEmpty();
        assertThat(highlighter.highlight("", "the moon", 3)).isEmpty();
        assertThat(highlighter.highlight("sun", "", 3)).isEmpty();
    }

    @Test
    void refusesToShowNothing() {
        assertThatThrownBy(() -> highlighter.highlight("a", "b", 0)).hasMessage("'passages' must be at least 1, got 0");
    }
}

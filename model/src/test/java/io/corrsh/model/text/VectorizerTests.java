package io.corrsh.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.text.VocabularyBuilder.Limits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorizerTests {

    private static final List<String> TEXTS =
            List.of("orbit shuttle orbit", "orbit moon", "engine moon", "orbit engine zebra", "apple", "the 12 of");

    private final TextAnalyzer analyzer = new TextAnalyzer(AnalyzerSpec.english());

    @Test
    void countsDocumentsNotOccurrencesAndSortsByFrequencyThenWord() {
        Vocabulary vocabulary = vocabulary(TEXTS, new Limits(10, 1, 1));
        assertThat(words(vocabulary)).containsExactly("orbit", "engine", "moon", "apple", "shuttle", "zebra");
        assertThat(IntStream.range(0, 6).map(vocabulary::documentFrequency)).containsExactly(3, 2, 2, 1, 1, 1);
        assertThat(vocabulary.documents()).isEqualTo(6);
        assertThat(words(vocabulary(TEXTS.reversed(), new Limits(10, 1, 1)))).isEqualTo(words(vocabulary));
    }

    @Test
    void keepsTheLimits() {
        assertThat(words(vocabulary(TEXTS, new Limits(10, 2, 0.4)))).containsExactly("engine", "moon");
        assertThat(words(vocabulary(TEXTS, new Limits(1, 1, 1)))).containsExactly("orbit");
        assertThatThrownBy(() -> vocabulary(TEXTS, new Limits(10, 4, 0.5)))
                .hasMessage("No word of the 6 documents is in at least 4 of them and in at most 50 % of them");
    }

    @Test
    void findsWordsByAnyCharSequence() {
        List<String> texts = IntStream.range(0, 5000).mapToObj(i -> "w" + i).toList();
        Vocabulary vocabulary = vocabulary(texts, new Limits(5000, 1, 1));
        for (int i = 0; i < vocabulary.size(); i++) {
            assertThat(vocabulary.indexOf(new StringBuilder(vocabulary.word(i))))
                    .isEqualTo(i);
        }
        assertThat(vocabulary.indexOf("w5000")).isEqualTo(-1);
        assertThat(vocabulary.indexOf("")).isEqualTo(-1);
    }

    @Test
    void weighsByTheFormula() {
        Vocabulary vocabulary = vocabulary(TEXTS, new Limits(10, 1, 1));
        BagOfWords bag = new Vectorizer(analyzer, vocabulary, Weighting.DEFAULT)
                .vectorize("zebra moon orbit moon unknown moon words 7");
        double orbit = 1 + Math.log(7.0 / 4);
        double moon = (1 + Math.log(3)) * (1 + Math.log(7.0 / 3));
        double zebra = 1 + Math.log(7.0 / 2);
        double factor = 9 / Math.sqrt(orbit * orbit + moon * moon + zebra * zebra);
        assertThat(bag.words()).containsExactly(0, 2, 5);
        assertThat(bag.weights())
                .containsExactly(
                        new float[] {(float) (orbit * factor), (float) (moon * factor), (float) (zebra * factor)},
                        within(1e-6f));
        assertThat(bag.tokens()).isEqualTo(7);
        assertThat(bag.unknown()).isEqualTo(2);
    }

    @Test
    void countsTheWordsOfATitleSoOftenAsTheWeightingSays() {
        Vocabulary vocabulary = vocabulary(TEXTS, new Limits(10, 1, 1));
        Vectorizer plain = new Vectorizer(analyzer, vocabulary, Weighting.DEFAULT);
        Vectorizer thrice = new Vectorizer(analyzer, vocabulary, Weighting.DEFAULT.withTitle(3));
        for (String lines : List.of("\n\n", "\r\n\r\n", "\n \t\n\n")) {
            BagOfWords bag = thrice.vectorize("Zebra unheard" + lines + "orbit zebra");
            assertThat(bag.weights())
                    .isEqualTo(plain.vectorize("orbit zebra zebra zebra zebra").weights());
            assertThat(bag.tokens()).isEqualTo(4);
            assertThat(bag.unknown()).isEqualTo(1);
        }
        for (String untitled : List.of(
                "orbit zebra",
                "zebra\norbit",
                "\n\nzebra orbit",
                "zebra orbit\n\n \n",
                "zebra " + "a ".repeat(150) + "\n\norbit")) {
            assertThat(thrice.vectorize(untitled).weights())
                    .describedAs(untitled)
                    .isEqualTo(plain.vectorize("zebra orbit").weights());
        }
    }

    @Test
    void givesAnEmptyBagWhenNoWordIsKnown() {
        Vectorizer vectorizer = new Vectorizer(analyzer, vocabulary(TEXTS, new Limits(10, 1, 1)), Weighting.DEFAULT);
        assertThat(vectorizer.vectorize("").isEmpty()).isTrue();
        BagOfWords unknown = vectorizer.vectorize("quite unheard expressions");
        assertThat(unknown.isEmpty()).isTrue();
        assertThat(unknown.unknown()).isEqualTo(2);
    }

    @Test
    void refusesWordsThatCannotBeWritten() {
        assertThatThrownBy(() -> new Vocabulary(List.of("a\tb"), new int[] {1}, 1))
                .hasMessageContaining("control characters");
        assertThatThrownBy(() -> new Vocabulary(List.of("a", "a"), new int[] {1, 1}, 1))
                .hasMessageContaining("got 'a' twice");
        assertThatThrownBy(() -> new Vocabulary(List.of("a"), new int[] {2}, 1)).hasMessageContaining("got 2");
    }

    private Vocabulary vocabulary(List<String> texts, Limits limits) {
        VocabularyBuilder builder = new VocabularyBuilder(analyzer);
        texts.forEach(builder::add);
        return builder.build(limits);
    }

    private static List<String> words(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::word).toList();
    }
}

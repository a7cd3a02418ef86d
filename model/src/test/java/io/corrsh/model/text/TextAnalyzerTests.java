package io.corrsh.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextAnalyzerTests {

    private final TextAnalyzer english = new TextAnalyzer(AnalyzerSpec.english());

    @Test
    void lowersDropsStopWordsNumbersAndSingleLetters() {
        assertThat(tokens(english, "The Space Shuttle's orbit, 1993: it DIDN'T (didn’t) reach x-15 or mp3 3.14"))
                .containsExactly("space", "shuttle", "orbit", "reach", "mp3");
    }

    @Test
    void givesNothingForEmptyAndBlankTexts() {
        assertThat(tokens(english, "")).isEmpty();
        assertThat(tokens(english, " \n\t\u3000")).isEmpty();
        assertThat(tokens(english, "\uD800 \uDC00")).isEmpty();
    }

    @Test
    void dropsTheWholeOfAnOverlongToken() {
        for (int length : new int[] {41, 254, 255, 256, 300, 510, 520, 10_000_000}) {
            assertThat(tokens(english, "before " + "a".repeat(length) + " after"))
                    .as("length %d", length)
                    .isEmpty();
        }
        assertThat(tokens(english, "left " + "a".repeat(1000) + " orbit")).containsExactly("left", "orbit");
    }

    @Test
    void readsTenMegabytesOfWords() {
        int[] count = new int[1];
        english.analyze("orbit shuttle ".repeat(750_000), token -> count[0]++);
        assertThat(count[0]).isEqualTo(1_500_000);
    }

    @Test
    void isTheSameForManyThreads() throws Exception {
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> "text%c number orbit ".formatted('a' + i % 26).repeat(i))
                .toList();
        List<List<String>> expected =
                texts.stream().map(text -> tokens(english, text)).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> tasks = texts.stream()
                    .<Callable<List<String>>>map(text -> () -> tokens(english, text))
                    .toList();
            for (int i = 0; i < 200; i++) {
                assertThat(threads.submit(tasks.get(i)).get()).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void worksOnAfterAConsumerFailed() {
        assertThatThrownBy(() -> english.analyze("orbit", token -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(tokens(english, "orbit")).containsExactly("orbit");
    }

    @Test
    void hasAChainForEveryLanguage() {
        for (String language : AnalyzerSpec.languages()) {
            TextAnalyzer analyzer = new TextAnalyzer(AnalyzerSpec.forLanguage(language));
            assertThat(tokens(analyzer, "Universität 東京都 вселенная l'université"))
                    .as(language)
                    .isNotEmpty();
        }
        assertThat(tokens(new TextAnalyzer(AnalyzerSpec.forLanguage("de")), "Die Häuser und die Straßen"))
                .containsExactly("haus", "strass");
        assertThat(tokens(new TextAnalyzer(AnalyzerSpec.forLanguage("cjk")), "東京都"))
                .containsExactly("東京", "京都");
    }

    @Test
    void refusesUnknownNames() {
        assertThatThrownBy(() -> AnalyzerSpec.forLanguage("xx")).hasMessageContaining("got 'xx'");
        assertThatThrownBy(() -> new TextAnalyzer(new AnalyzerSpec("nonsense", List.of(), List.of(), 1, 40, true)))
                .hasMessage("'tokenizer' must be a tokenizer of Lucene which needs no argument, got 'nonsense'");
        assertThatThrownBy(() ->
                        new TextAnalyzer(new AnalyzerSpec("standard", List.of("nonsense"), List.of(), 1, 40, true)))
                .hasMessageContaining("got 'nonsense'");
        assertThatThrownBy(() -> new AnalyzerSpec("standard", List.of("lowercase"), List.of("the"), 1, 40, true))
                .hasMessageContaining("'stopWords'");
    }

    static List<String> tokens(TextAnalyzer analyzer, String text) {
        List<String> tokens = new ArrayList<>();
        analyzer.analyze(text, token -> tokens.add(token.toString()));
        return tokens;
    }
}

package io.corrsh.service.storage.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.text.AnalyzerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.api.Test;

class WordAnalysisTests {

    private static final long SEED = System.nanoTime();
    private static final String[] ENDINGS = {"", "s", "ing", "ed", "ational", "fulness", "ies", "'s", "ization", "y"};

    private final Analyzer words = WordAnalysis.of(AnalyzerSpec.english());

    @Test
    void wordsAreThoseOfLucenesStemmerHoweverOftenTheyCome() throws IOException {
        Random random = new Random(SEED);
        List<String> texts = texts(random);
        try (Analyzer expected = lucenes()) {
            for (int round = 0; round < 2; round++) {
                for (String text : texts) {
                    assertThat(tokens(words, text)).as("seed %d", SEED).isEqualTo(tokens(expected, text));
                }
            }
        }
    }

    @Test
    void severalThreadsMayShareAnAnalyzer() throws Exception {
        List<String> texts = texts(new Random(SEED));
        List<List<String>> expected = new ArrayList<>();
        try (Analyzer lucenes = lucenes()) {
            for (String text : texts) {
                expected.add(tokens(lucenes, text));
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<List<List<String>>> all = () -> {
                List<List<String>> found = new ArrayList<>();
                for (String text : texts) {
                    found.add(tokens(words, text));
                }
                return found;
            };
            for (Future<List<List<String>>> found : threads.invokeAll(List.of(all, all, all, all))) {
                assertThat(found.get()).as("seed %d", SEED).isEqualTo(expected);
            }
        }
    }

    @Test
    void stopWordsStayAndOtherLanguagesAreNotStemmedInEnglish() throws IOException {
        assertThat(tokens(words, "The running of the bulls").stream().map(token -> token.split(" ")[0]))
                .containsExactly("the", "run", "of", "the", "bull");
        try (Analyzer german = WordAnalysis.of(AnalyzerSpec.forLanguage("de"))) {
            assertThat(tokens(german, "relational")).containsExactly("relational 0-10");
        }
    }

    private static Analyzer lucenes() throws IOException {
        return CustomAnalyzer.builder()
                .withTokenizer("standard")
                .addTokenFilter("englishPossessive")
                .addTokenFilter("lowercase")
                .addTokenFilter("porterStem")
                .build();
    }

    /** More words than the cache has places, some of them longer than it takes. */
    private static List<String> texts(Random random) {
        return IntStream.range(0, 300)
                .mapToObj(text -> {
                    StringBuilder line = new StringBuilder();
                    for (int word = 0; word < 100; word++) {
                        int length = random.nextInt(10) == 0 ? 40 : 1 + random.nextInt(8);
                        for (int i = 0; i < length; i++) {
                            line.append((char) ((random.nextInt(8) == 0 ? 'A' : 'a') + random.nextInt(26)));
                        }
                        line.append(ENDINGS[random.nextInt(ENDINGS.length)]).append(' ');
                    }
                    return line.toString();
                })
                .toList();
    }

    private static List<String> tokens(Analyzer analyzer, String text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add("%s %d-%d".formatted(term, offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        }
        return tokens;
    }
}

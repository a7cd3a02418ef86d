package io.corrsh.model.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.evaluation.BitCorrelations;
import io.corrsh.model.evaluation.CodeHealth;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class TrainingReportTests {

    private static final List<long[]> CODES = IntStream.range(0, 64)
            .mapToObj(i -> new long[] {(long) i << 58 | (long) (i >> 1) << 48})
            .toList();

    @Test
    void thePageIsCompleteInItself() {
        String page = page("a<b");
        assertThat(page).doesNotContain("http", "src=", "url(", "@import", "<script", "a<b");
        assertThat(page)
                .contains("prefers-color-scheme: dark", "Neighbours", "Balance and entropy", "Words of every bit")
                .contains("Training of a&lt;b");
    }

    @Test
    void everyFigureIsWellFormed() throws Exception {
        String page = page("m@1");
        String[] figures = page.split("(?=<figure>)");
        assertThat(figures.length).isGreaterThan(6);
        for (int i = 1; i < figures.length; i++) {
            String figure = figures[i].substring(0, figures[i].indexOf("</figure>") + 9);
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(figure.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("figure");
        }
    }

    @Test
    void theWordsOfABitAreThoseOfItsDocuments() {
        DocumentMatrix.Builder documents = DocumentMatrix.builder(3);
        for (int i = 0; i < 40; i++) {
            documents.add(new BagOfWords(new int[] {i % 2, 2}, new float[] {1, 1}, 2, 0));
        }
        Vocabulary vocabulary = new Vocabulary(List.of("apple", "banana", "cherry"), new int[] {40, 40, 40}, 80);
        BitWords words = BitWords.of(documents.build(), 1, (document, bit) -> document % 2 == 1, vocabulary)
                .getFirst();
        assertThat(words.ofOne()).containsExactly("banana");
        assertThat(words.ofZero()).containsExactly("apple");
    }

    private static String page(String model) {
        CodeHealth health = CodeHealth.of(CODES, 16);
        List<EpochReport> epochs = IntStream.rangeClosed(1, 3)
                .mapToObj(epoch -> new EpochReport(
                        epoch,
                        10L * epoch,
                        5,
                        new StepLoss(9.0 / epoch, 3, 600, 2),
                        new StepLoss(9.5 / epoch, 3.5, 610, 2),
                        0.1 * epoch,
                        null,
                        health,
                        true))
                .toList();
        List<BitWords> words = IntStream.range(0, 16)
                .mapToObj(bit -> new BitWords(List.of("<" + bit), List.of("&")))
                .toList();
        Portrait portrait = Portrait.of(new BitCorrelations(CODES, 16), words);
        return new String(new TrainingReport(model, 16, epochs, portrait).bytes(), StandardCharsets.UTF_8);
    }
}

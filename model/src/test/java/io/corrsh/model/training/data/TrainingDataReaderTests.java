package io.corrsh.model.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.Stop;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataReaderTests {

    private static final int DOCUMENTS = 30;

    @TempDir
    private Path directory;

    @Test
    void anOpeningIsADocumentBehindItsOwnWithItsLabels() throws Exception {
        read(4, data -> {
            assertThat(data.train().size()).isEqualTo(2 * DOCUMENTS);
            DocumentMatrix documents = data.train().documents();
            for (int document = 0; document < DOCUMENTS; document++) {
                assertThat(documents.length(2 * document)).isEqualTo(9);
                assertThat(documents.length(2 * document + 1)).isEqualTo(4);
                assertThat(data.train().labels()[2 * document + 1])
                        .isEqualTo(data.train().labels()[2 * document])
                        .hasSize(1);
            }
        });
    }

    @Test
    void validationDocumentsAndShortOnesHaveNoOpening() throws Exception {
        read(4, data -> assertThat(data.validation().size()).isEqualTo(DOCUMENTS));
        read(5, data -> assertThat(data.train().size()).isEqualTo(DOCUMENTS));
        read(0, data -> assertThat(data.train().size()).isEqualTo(DOCUMENTS));
    }

    /** Reads a corpus of documents of nine words. */
    private void read(int openings, Consumer<TrainingData> check) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2 * DOCUMENTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 9; word++) {
                text.append("word").append((char) ('a' + (i + word) % 20)).append(' ');
            }
            lines.add("{\"id\":\"d%d\",\"split\":\"%s\",\"labels\":[\"l%d\"],\"text\":\"%s\"}"
                    .formatted(i, i < DOCUMENTS ? "train" : "validation", i % 3, text));
        }
        Path corpus = Files.write(directory.resolve("corpus.jsonl"), lines);
        TrainingOptions options = TrainingOptions.builder(Preset.BEST)
                .bits(16)
                .maximumShare(1)
                .openings(openings)
                .build();
        try (Stop stop = new Stop();
                Workers workers = new Workers(1);
                Scratch scratch = Scratch.in(directory)) {
            check.accept(
                    new TrainingDataReader(List.of(corpus), options, workers, scratch, TrainingListener.none(), stop)
                            .read());
        }
    }
}

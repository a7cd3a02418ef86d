package io.corrsh.model.training.data;

import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.CorpusReader;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.TextAnalyzer;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.VocabularyBuilder;
import io.corrsh.model.training.data.TrainingData.Part;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.VocabularyOptions;
import io.corrsh.model.training.progress.Stop;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.progress.TrainingListener.Phase;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads corpora twice, once for the words and once for the bags of words, so that no text stays in memory. Documents
 * without a split count as train; those of the test split are passed over.
 */
public final class TrainingDataReader {

    private static final int CHUNK = 1024;
    private static final int HELD_OUT = 10;

    private final List<Path> corpora;
    private final TrainingOptions options;
    private final Workers workers;
    private final TrainingListener listener;
    private final Stop stop;
    private final Scratch scratch;
    private final TextAnalyzer analyzer;
    private final Map<String, Integer> labelNumbers = new HashMap<>();
    private int empty;

    public TrainingDataReader(
            List<Path> corpora,
            TrainingOptions options,
            Workers workers,
            Scratch scratch,
            TrainingListener listener,
            Stop stop) {
        this.corpora = corpora;
        this.options = options;
        this.workers = workers;
        this.scratch = scratch;
        this.listener = listener;
        this.stop = stop;
        this.analyzer = new TextAnalyzer(options.vocabulary().analyzer());
    }

    /**
     * Reads the corpora.
     *
     * @throws TrainingException if they cannot be trained on
     * @throws IOException if one cannot be read, or the disk does not take what is kept of them
     */
    public TrainingData read() throws IOException, TrainingException, InterruptedException {
        try {
            return readTwice();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private TrainingData readTwice() throws IOException, TrainingException, InterruptedException {
        VocabularyOptions limits = options.vocabulary();
        VocabularyBuilder words = new VocabularyBuilder(analyzer);
        int[] count = new int[2];
        listener.begin(Phase.VOCABULARY, -1);
        forEach(true, document -> {
            if (document.split() == Split.VALIDATION) {
                count[1]++;
            } else {
                count[0]++;
                words.add(document.text());
            }
        });
        if (count[0] == 0) {
            throw new TrainingException(
                    "The corpus must hold documents of the split 'train', but holds none: " + corpora);
        }
        Vocabulary vocabulary;
        try {
            vocabulary = words.build(
                    new VocabularyBuilder.Limits(limits.size(), limits.minimumDocuments(), limits.maximumShare()));
        } catch (IllegalStateException e) {
            throw new TrainingException(
                    e.getMessage() + ": give more text, lower 'minimum documents' or raise 'maximum share'");
        }
        Vectorizer vectorizer = new Vectorizer(analyzer, vocabulary, options.weighting());
        listener.begin(Phase.VECTORS, count[0] + count[1]);
        boolean holdOut = count[1] == 0;
        Collector train = new Collector(DocumentMatrix.builder(vocabulary.size(), scratch));
        Collector validation = new Collector(DocumentMatrix.builder(vocabulary.size(), scratch));
        List<CorpusDocument> chunk = new ArrayList<>();
        forEach(false, document -> {
            chunk.add(document);
            if (chunk.size() == CHUNK) {
                vectorize(chunk, vectorizer, train, validation, holdOut);
            }
        });
        vectorize(chunk, vectorizer, train, validation, holdOut);
        if (empty > 0) {
            listener.note("%d documents hold no word of the vocabulary and are left out".formatted(empty));
        }
        TrainingData data = new TrainingData(vectorizer, train.part(), validation.part(), holdOut);
        new CorpusRules(options).check(data, empty);
        return data;
    }

    private void vectorize(
            List<CorpusDocument> chunk, Vectorizer vectorizer, Collector train, Collector validation, boolean holdOut) {
        @Nullable BagOfWords[] bags = new BagOfWords[chunk.size()];
        @Nullable BagOfWords[] openings = new BagOfWords[chunk.size()];
        workers.forEach(chunk.size(), 32, (from, to) -> {
            for (int i = from; i < to; i++) {
                String text = chunk.get(i).text();
                bags[i] = vectorizer.vectorize(text);
                String opening = options.openings() == 0 ? null : Opening.of(text, options.openings());
                openings[i] = opening == null ? null : vectorizer.vectorize(opening);
            }
        });
        for (int i = 0; i < bags.length; i++) {
            CorpusDocument document = chunk.get(i);
            BagOfWords bag = bags[i];
            if (bag == null || bag.isEmpty()) {
                empty++;
            } else if (holdOut ? isHeldOut(document.id()) : document.split() == Split.VALIDATION) {
                validation.add(bag, labels(document));
            } else {
                int[] labels = labels(document);
                train.add(bag, labels);
                BagOfWords opening = openings[i];
                if (opening != null && !opening.isEmpty()) {
                    train.add(opening, labels);
                }
            }
        }
        chunk.clear();
    }

    /** Whether a document is held out for validation: a tenth, by a hash of the id alone. */
    static boolean isHeldOut(String id) {
        CRC32 hash = new CRC32();
        hash.update(id.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % HELD_OUT == 0;
    }

    private int[] labels(CorpusDocument document) {
        return document.labels().stream()
                .mapToInt(label -> labelNumbers.computeIfAbsent(label, key -> labelNumbers.size()))
                .sorted()
                .distinct()
                .toArray();
    }

    private interface Visitor {
        void visit(CorpusDocument document);
    }

    private void forEach(boolean first, Visitor visitor) throws IOException, InterruptedException {
        long done = 0;
        for (Path corpus : corpora) {
            try (CorpusReader reader = CorpusReader.open(corpus, (line, reason) -> {
                if (first) {
                    listener.brokenLine(corpus, line, reason);
                }
            })) {
                for (CorpusDocument next = reader.next(); next != null; next = reader.next()) {
                    CorpusDocument document = options.resplit() ? next.resplit() : next;
                    if (document.split() != Split.TEST) {
                        visitor.visit(document);
                        done++;
                        if (done % 256 == 0) {
                            listener.progress(done);
                            stop.check();
                        }
                    }
                }
            }
        }
        listener.progress(done);
    }

    /** Collects the rows of a part. */
    private static final class Collector {

        private final DocumentMatrix.Builder documents;
        private final List<int[]> labels = new ArrayList<>();

        Collector(DocumentMatrix.Builder documents) {
            this.documents = documents;
        }

        void add(BagOfWords bag, int[] label) {
            documents.add(bag);
            labels.add(label);
        }

        Part part() {
            return new Part(documents.build(), labels.toArray(int[][]::new));
        }
    }
}

package io.corrsh.service.cli.retrieval;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.Deadline;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.WordHit;
import io.corrsh.index.WordQuery;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.service.search.hybrid.Fusion;
import io.corrsh.service.storage.IndexOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Ranks the documents of a corpus for queries, in an index of its own, as the service would. */
public final class RetrievalEvaluator {

    private static final int BATCH = 512;

    private final TextEncoder encoder;
    private final AnalyzerSpec words;
    private final int candidates;
    private final List<Double> weights;

    /**
     * An evaluator.
     *
     * @param candidates how many documents of each kind a search looks at, as a request's {@code candidates}
     * @param weights the weights of words, as a request's {@code hybrid}
     */
    public RetrievalEvaluator(TextEncoder encoder, AnalyzerSpec words, int candidates, List<Double> weights) {
        this.encoder = encoder;
        this.words = words;
        this.candidates = candidates;
        this.weights = List.copyOf(weights);
    }

    /** Measures all ways of ranking; only queries with a relevant document count. */
    public RetrievalResult evaluate(List<CorpusDocument> documents, List<CorpusDocument> queries, Judgements judgements)
            throws IOException {
        Path directory = Files.createTempDirectory("corrsh-evaluate");
        try (HammingIndex index = IndexOpener.open(directory, new CodeSpace(encoder.model(), encoder.bits()), words)) {
            fill(index, documents);
            Map<String, List<Measure>> measures = new LinkedHashMap<>();
            int asked = 0;
            for (CorpusDocument query : queries) {
                Set<String> relevant = judgements.of(query.id());
                if (!relevant.isEmpty()) {
                    asked++;
                    rankings(index, query.text())
                            .forEach((name, ids) -> measures.computeIfAbsent(name, system -> new ArrayList<>())
                                    .add(Measure.of(ids, relevant)));
                }
            }
            List<RetrievalResult.System> systems = new ArrayList<>();
            measures.forEach((name, of) ->
                    systems.add(RetrievalResult.System.of(name, of, measures.getOrDefault("words", List.of()))));
            return new RetrievalResult(encoder.model(), encoder.bits(), documents.size(), asked, systems);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private void fill(HammingIndex index, List<CorpusDocument> documents) {
        for (int from = 0; from < documents.size(); from += BATCH) {
            List<CorpusDocument> batch = documents.subList(from, Math.min(documents.size(), from + BATCH));
            List<Encoding> encodings =
                    encoder.encode(batch.stream().map(CorpusDocument::text).toList());
            List<Change> changes = new ArrayList<>(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                CorpusDocument document = batch.get(i);
                changes.add(new Change.Put(new IndexedDocument(
                        document.id(), encodings.get(i).code(), new byte[0], Map.of(), document.text())));
            }
            index.apply(changes);
        }
    }

    @SuppressWarnings("NullAway")
    private Map<String, List<String>> rankings(HammingIndex index, String text) {
        Encoding encoding = encoder.encode(text);
        long[] code = encoding.code();
        float[] magnitudes = magnitudes(encoding.logits());
        List<Neighbour> near = code == null
                ? List.of()
                : index.search(new HammingQuery(code, magnitudes, candidates, encoder.bits(), null))
                        .neighbours();
        List<WordHit> fitting = index.searchWords(new WordQuery(text, candidates, null, Deadline.NEVER))
                .hits();
        Map<String, List<String>> rankings = new LinkedHashMap<>();
        rankings.put("codes", near.stream().map(hit -> hit.document().id()).toList());
        rankings.put(
                "codes by logits",
                near.stream()
                        .sorted(Comparator.comparingDouble(Neighbour::weightedDistance))
                        .map(hit -> hit.document().id())
                        .toList());
        rankings.put("words", fitting.stream().map(hit -> hit.document().id()).toList());
        for (double weight : weights) {
            rankings.put(
                    "hybrid " + weight,
                    new Fusion(code, magnitudes, weight)
                            .fuse(near, fitting).stream()
                                    .map(fused -> fused.document().id())
                                    .toList());
        }
        return rankings;
    }

    private static float @Nullable [] magnitudes(float @Nullable [] logits) {
        if (logits == null) {
            return null;
        }
        float[] magnitudes = new float[logits.length];
        for (int bit = 0; bit < logits.length; bit++) {
            magnitudes[bit] = Math.abs(logits[bit]);
        }
        return magnitudes;
    }
}

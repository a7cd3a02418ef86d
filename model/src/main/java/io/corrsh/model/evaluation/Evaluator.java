package io.corrsh.model.evaluation;

import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures codes on a labelled corpus: the documents of test search those of train, and a document is
 * relevant if it shares a label with the query.
 */
public final class Evaluator {

    private static final int BATCH = 4096;

    private final List<CorpusDocument> database;
    private final List<CorpusDocument> queries;
    private final int k;

    /**
     * An evaluation.
     *
     * @param documents the corpus; documents without a split belong to the database
     * @param k how many places of each ranking count
     * @throws IllegalArgumentException if {@code k} is below 1, or there is no database or no query with a label
     */
    public Evaluator(List<CorpusDocument> documents, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("'k' must be at least 1, got " + k);
        }
        this.k = k;
        this.database = documents.stream()
                .filter(document -> document.split() != Split.TEST && document.split() != Split.VALIDATION)
                .toList();
        this.queries = documents.stream()
                .filter(document ->
                        document.split() == Split.TEST && !document.labels().isEmpty())
                .toList();
        if (database.isEmpty() || queries.isEmpty()) {
            throw new IllegalArgumentException(
                    "'documents' must hold some of split train and some of split test with labels, got %d and %d"
                            .formatted(database.size(), queries.size()));
        }
    }

    /**
     * Measures an encoder.
     *
     * @throws IllegalArgumentException if no document of the database has a known word
     */
    public EvaluationResult evaluate(TextEncoder encoder) {
        List<long[]> codes = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        for (int from = 0; from < database.size(); from += BATCH) {
            List<CorpusDocument> part = database.subList(from, Math.min(database.size(), from + BATCH));
            List<Encoding> encodings =
                    encoder.encode(part.stream().map(CorpusDocument::text).toList());
            for (int i = 0; i < part.size(); i++) {
                long[] code = encodings.get(i).code();
                if (code != null) {
                    codes.add(code);
                    labels.add(part.get(i).labels());
                }
            }
        }
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("No document of the database has a word that the model knows");
        }
        CodeRanking ranking = new CodeRanking(codes, encoder.bits());
        Relevance relevance = new Relevance(labels);
        // One by one, queries have the reference's logits, which are the same on every machine.
        List<Encoding> encoded = IntStream.range(0, queries.size())
                .parallel()
                .mapToObj(i -> encoder.encode(queries.get(i).text()))
                .toList();
        Precision[] plain = each(i -> {
            long[] code = encoded.get(i).code();
            boolean[] relevant = relevance.of(queries.get(i).labels());
            return code == null ? Precision.NOTHING : ranking.byDistance(code, relevant, k);
        });
        Precision[] reranked = each(i -> {
            long[] code = encoded.get(i).code();
            float[] logits = encoded.get(i).logits();
            boolean[] relevant = relevance.of(queries.get(i).labels());
            return code == null || logits == null ? Precision.NOTHING : ranking.byLogits(code, logits, relevant, k);
        });
        Precision mean = Precision.mean(plain);
        return new EvaluationResult(
                encoder.model(),
                encoder.bits(),
                database.size(),
                queries.size(),
                k,
                mean.expected(),
                Precision.mean(reranked).expected(),
                mean.lowerBound(),
                database.size() - codes.size(),
                (int) encoded.stream()
                        .filter(encoding -> encoding.code() == null)
                        .count(),
                CodeHealth.of(codes, encoder.bits()),
                byLabel(plain));
    }

    /** The precision of the first k by the cosine of the tf-idf vectors, which the codes stand for. */
    public double cosine(Vectorizer vectorizer) {
        List<BagOfWords> bags = new ArrayList<>();
        List<List<String>> labels = new ArrayList<>();
        for (CorpusDocument document : database) {
            BagOfWords bag = vectorizer.vectorize(document.text());
            if (!bag.isEmpty()) {
                bags.add(bag);
                labels.add(document.labels());
            }
        }
        CosineRanking ranking = new CosineRanking(bags, vectorizer.vocabulary().size());
        Relevance relevance = new Relevance(labels);
        return Precision.mean(each(i -> {
                    BagOfWords query = vectorizer.vectorize(queries.get(i).text());
                    boolean[] relevant = relevance.of(queries.get(i).labels());
                    return query.isEmpty() ? Precision.NOTHING : ranking.byCosine(query, relevant, k);
                }))
                .expected();
    }

    private Precision[] each(IntFunction<Precision> precision) {
        return IntStream.range(0, queries.size()).parallel().mapToObj(precision).toArray(Precision[]::new);
    }

    private SortedMap<String, Double> byLabel(Precision[] precisions) {
        SortedMap<String, List<Precision>> grouped = new TreeMap<>();
        for (int i = 0; i < precisions.length; i++) {
            for (String label : queries.get(i).labels().stream().distinct().toList()) {
                grouped.computeIfAbsent(label, key -> new ArrayList<>()).add(precisions[i]);
            }
        }
        return grouped.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey(),
                        entry -> Precision.mean(entry.getValue().toArray(Precision[]::new))
                                .expected(),
                        (first, second) -> first,
                        TreeMap::new));
    }
}

package io.corrsh.model.evaluation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a model is worth on a labelled corpus.
 *
 * @param model the identity of the model
 * @param bits the length of a code
 * @param database how many documents were searched: those of train and validation, or of no split
 * @param queries how many documents of test with a label searched
 * @param k how many places of the ranking count
 * @param precision the mean share of relevant documents in the first k by Hamming distance, expected over all orders of
 *     tied documents
 * @param precisionReranked the same where the whole database is ranked by the sum of the query's absolute logits over
 *     the differing bits
 * @param precisionLowerBound as {@code precision}, with every tie broken against us
 * @param databaseWithoutCode how many documents of the database have no known word; they are never found
 * @param queriesWithoutCode how many queries have no known word; they count as finding nothing
 * @param codeHealth how well the database's codes use their bits
 * @param precisionByLabel the mean precision of the queries with each label
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EvaluationResult(
        String model,
        int bits,
        int database,
        int queries,
        int k,
        double precision,
        double precisionReranked,
        double precisionLowerBound,
        int databaseWithoutCode,
        int queriesWithoutCode,
        CodeHealth codeHealth,
        SortedMap<String, Double> precisionByLabel) {

    public EvaluationResult {
        precisionByLabel = Collections.unmodifiableSortedMap(new TreeMap<>(precisionByLabel));
    }
}

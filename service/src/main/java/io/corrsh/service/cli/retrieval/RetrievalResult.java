package io.corrsh.service.cli.retrieval;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How well queries found what was judged relevant.
 *
 * @param model the identity of the model
 * @param bits the length of its codes
 * @param documents how many documents were searched
 * @param queries how many queries were asked: those with a relevant document
 * @param systems each way of ranking
 */
public record RetrievalResult(String model, int bits, int documents, int queries, List<System> systems) {

    public RetrievalResult {
        systems = List.copyOf(systems);
    }

    /**
     * A way of ranking, in means over the queries.
     *
     * @param name codes, codes by logits, words, or hybrid with its weight
     * @param ndcg10 nDCG@10
     * @param recall100 recall@100
     * @param overWords how much nDCG@10 is above that of words alone
     * @param standardError of this difference, over the queries
     */
    public record System(
            String name,
            @JsonProperty("ndcg_at_10") double ndcg10,
            @JsonProperty("recall_at_100") double recall100,
            @JsonProperty("over_words") double overWords,
            @JsonProperty("standard_error") double standardError) {

        static System of(String name, List<Measure> measures, List<Measure> words) {
            int n = measures.size();
            double over = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double difference = measures.get(i).ndcg() - words.get(i).ndcg();
                over += difference / n;
                squares += difference * difference / n;
            }
            return new System(
                    name,
                    measures.stream().mapToDouble(Measure::ndcg).average().orElse(0),
                    measures.stream().mapToDouble(Measure::recall).average().orElse(0),
                    over,
                    n < 2 ? 0 : Math.sqrt(Math.max(0, squares - over * over) / (n - 1)));
        }
    }
}

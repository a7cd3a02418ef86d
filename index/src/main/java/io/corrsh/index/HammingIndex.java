package io.corrsh.index;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Documents with binary codes, searched exactly by Hamming distance. Safe for use by several threads at once.
 */
public interface HammingIndex extends AutoCloseable {

    /** The codes this index holds: no others can be put into it. */
    CodeSpace space();

    /**
     * Applies changes in their order and returns when they are on disk and visible to searches. Changes of callers that
     * arrive together share one commit. Of several changes to one id the last one holds.
     *
     * @throws IndexWriteException if they could not be made durable; then none of them is acknowledged, and the index
     * can still be searched
     */
    void apply(List<Change> changes);

    /** The document with this id. */
    Optional<IndexedDocument> get(String id);

    /**
     * The exact nearest neighbours of a code.
     *
     * @throws SearchStoppedException if the query's deadline passes first
     */
    SearchResult search(HammingQuery query);

    /**
     * The answers to several queries, in their order, all from one state of the index. What a single query must read from
     * memory is then read once for all of them.
     *
     * @throws SearchStoppedException if the deadline of one of the queries passes first
     */
    List<SearchResult> searchAll(List<HammingQuery> queries);

    /**
     * How many documents lie at each distance from a code.
     *
     * @throws SearchStoppedException if the query's deadline passes first
     */
    DistanceHistogram histogram(HistogramQuery query);

    /**
     * The near duplicates among the documents: what is near each other, not near a query.
     *
     * @return pairs and groups, to be closed by the caller before the index
     * @throws SearchStoppedException if the query's deadline passes first
     */
    NearDuplicates nearDuplicates(NearDuplicateQuery query);

    /**
     * The documents with a code that fit the words of a query best.
     *
     * @throws SearchStoppedException if the query's deadline passes first
     */
    WordResult searchWords(WordQuery query);

    /**
     * How often the values of some fields occur.
     *
     * @throws SearchStoppedException if the query's deadline passes first
     */
    Facets facets(FacetQuery query);

    /**
     * How many documents pass a filter, those without a code among them.
     *
     * @param filter what they pass; {@code null} for all
     */
    long count(@Nullable Filter filter);

    /** The smallest number that some document has in a field. */
    OptionalDouble smallest(String field);

    /**
     * Hands on the ids and the codes of all documents with a code that pass a filter, in no order, as they were when this
     * began. Writes go on meanwhile.
     *
     * @param filter what they pass; {@code null} for all
     */
    void forEachCode(@Nullable Filter filter, CodeConsumer consumer);

    /**
     * Hands on all documents that pass a filter, those without a code among them, in no order, as they were when this
     * began. Writes go on meanwhile.
     *
     * @param filter what they pass; {@code null} for all
     */
    void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer);

    /** What the index holds now. */
    IndexStatistics statistics();

    /** How often each bit is set in the codes that it holds now. */
    BitCounts bitCounts();

    /**
     * Some of the codes that it holds now, spread evenly over the index; duplicates among them as often as there.
     *
     * @param most how many at most, 1 or more; all of them where the index holds no more, deleted ones not yet merged
     *     away among them
     */
    List<long[]> sampleCodes(int most);

    /** Commits what is open and releases files and threads. */
    @Override
    void close();
}

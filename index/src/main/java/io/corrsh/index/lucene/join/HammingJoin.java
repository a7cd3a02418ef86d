package io.corrsh.index.lucene.join;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.join.chunk.PairSearch;
import java.io.IOException;
import java.util.function.DoubleConsumer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds all pairs of documents whose codes are within a distance, exactly. Memory does not grow with the number of pairs:
 * for n documents it is about n * (16 * words + 24) bytes of heap, and 4 more a forest if pairs are not kept.
 *
 * @param field the codes, kept by {@link io.corrsh.index.lucene.codec.HammingCodesFormat}
 * @param bits the length of the codes
 * @param maxDistance no pair is farther
 * @param filter only documents that match it, or {@code null} for all
 * @param keepPairs whether the pairs themselves will be asked for; else only what the groups need is kept
 * @param deadline when to give up
 * @param progress hears how far it is, from 0 to 1; called by one thread at a time
 */
public record HammingJoin(
        String field,
        int bits,
        int maxDistance,
        @Nullable Query filter,
        boolean keepPairs,
        Deadline deadline,
        DoubleConsumer progress) {

    public HammingJoin {
        if (maxDistance < 0) {
            throw new IllegalArgumentException("'maxDistance' must not be negative, got %d".formatted(maxDistance));
        }
        maxDistance = Math.min(maxDistance, bits);
    }

    /**
     * Joins a reader with itself, with the searcher's executor if it has one.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public HammingMatches run(IndexSearcher searcher) throws IOException {
        DistinctCodes codes = DistinctCodes.read(searcher, field, bits, filter, deadline);
        PairSpool spool = new PairSpool(maxDistance);
        boolean done = false;
        try {
            MatchRecorder recorder = new MatchRecorder(codes, spool, maxDistance, keepPairs);
            String plan = "";
            if (maxDistance > 0) {
                PairSearch search = new PairSearch(codes.codes(), maxDistance, deadline);
                plan = search.plan();
                search.run(searcher.getTaskExecutor(), recorder, progress);
            }
            spool.finish();
            done = true;
            return new HammingMatches(codes, spool, recorder.pairs(), keepPairs, plan);
        } finally {
            if (!done) {
                IOUtils.closeWhileHandlingException(spool);
            }
        }
    }
}

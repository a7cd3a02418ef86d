package io.corrsh.index.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.Deadline;
import io.corrsh.index.DistanceHistogram;
import io.corrsh.index.DuplicatePair;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.SearchResult;
import io.corrsh.index.SearchStoppedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link HammingIndex} must answer besides single searches: batches, histograms, near duplicates, deadlines. */
public abstract class QueriesContract extends IndexContract {

    /** An index after some rounds of random changes, and what it should hold. */
    private record Filled(
            HammingIndex index, BruteForce expected, RandomWork work, SplittableRandom random, int bits) {}

    private Filled filled(long seed, int documents) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int bits = 8 * random.nextInt(2, 33);
        RandomWork work = new RandomWork(seed, bits, documents);
        BruteForce expected = new BruteForce();
        HammingIndex index = index(bits);
        for (int round = random.nextInt(1, 5); round > 0; round--) {
            List<Change> changes = work.changes(random.nextInt(documents));
            index.apply(changes);
            expected.apply(changes);
        }
        return new Filled(index, expected, work, random, bits);
    }

    @ParameterizedTest(name = "-Dcorrsh.seed={0}")
    @MethodSource("seeds")
    void answersABatchAsItsQueriesAlone(long seed) throws Exception {
        Filled filled = filled(seed, 3000);
        List<HammingQuery> queries = new ArrayList<>();
        for (int i = filled.random.nextInt(40); i >= 0; i--) {
            HammingQuery query = filled.work.query();
            queries.add(query);
            if (filled.random.nextInt(4) == 0) {
                // The same filter again, with another code.
                queries.add(new HammingQuery(filled.work.code(), null, query.k(), query.maxDistance(), query.filter()));
            }
        }
        List<SearchResult> results = filled.index.searchAll(queries);
        assertThat(results).hasSameSizeAs(queries);
        for (int i = 0; i < queries.size(); i++) {
            String what = "-Dcorrsh.seed=%d: query %d of %d".formatted(seed, i, queries.size());
            assertThat(results.get(i).neighbours().stream()
                            .map(hit -> BruteForce.line(hit.document().id(), hit.distance(), hit.weightedDistance()))
                            .toList())
                    .as(what)
                    .isEqualTo(filled.expected.hits(queries.get(i)));
            assertThat(results.get(i).total()).as(what).isEqualTo(filled.expected.total(queries.get(i)));
        }
    }

    @ParameterizedTest(name = "-Dcorrsh.seed={0}")
    @MethodSource("seeds")
    void countsTheDocumentsAtEachDistance(long seed) throws Exception {
        Filled filled = filled(seed, 3000);
        for (int i = 0; i < 5; i++) {
            HammingQuery like = filled.work.query();
            DistanceHistogram histogram = filled.index.histogram(
                    new HistogramQuery(like.code(), like.maxDistance(), like.filter(), Deadline.NEVER));
            String what = "-Dcorrsh.seed=%d: distance %d, %s".formatted(seed, like.maxDistance(), like.filter());
            assertThat(histogram.counts()).as(what).hasSize(Math.min(like.maxDistance(), filled.bits) + 1);
            for (int distance = 0; distance < histogram.counts().size(); distance += 1 + filled.random.nextInt(9)) {
                HammingQuery within = new HammingQuery(like.code(), null, 1, distance, like.filter());
                assertThat(histogram.within(distance)).as(what).isEqualTo(filled.expected.total(within));
            }
        }
    }

    @ParameterizedTest(name = "-Dcorrsh.seed={0}")
    @MethodSource("seeds")
    void findsEveryNearPairAndGroup(long seed) throws Exception {
        Filled filled = filled(seed, 500);
        int maxDistance = filled.random.nextInt(filled.random.nextBoolean() ? 6 : filled.bits / 2);
        Filter filter = filled.random.nextInt(3) == 0 ? filled.work.query().filter() : null;
        BruteDuplicates expected =
                new BruteDuplicates(filled.expected.documents().values(), filter);
        for (boolean keepPairs : new boolean[] {true, false}) {
            String what = "-Dcorrsh.seed=%d: distance %d of %d bits, %s, pairs %b"
                    .formatted(seed, maxDistance, filled.bits, filter, keepPairs);
            List<Double> progress = new ArrayList<>();
            NearDuplicateQuery query =
                    new NearDuplicateQuery(maxDistance, filter, keepPairs, Deadline.NEVER, progress::add);
            try (NearDuplicates found = filled.index.nearDuplicates(query)) {
                assertThat(found.documents()).as(what).isEqualTo(expected.documents());
                assertThat(progress).as(what).isSorted().allMatch(done -> done > 0 && done <= 1);
                // The largest distance first: what is within a smaller one must not be lost by then.
                for (int distance = maxDistance; distance >= 0; distance -= 1 + filled.random.nextInt(4)) {
                    Set<DuplicatePair> pairs = expected.pairs(distance);
                    assertThat(found.pairs(distance)).as(what).isEqualTo(pairs.size());
                    if (keepPairs) {
                        List<DuplicatePair> handedOn = pairs(found, distance);
                        assertThat(handedOn).as(what).hasSameSizeAs(pairs);
                        assertThat(Set.copyOf(handedOn)).as(what).isEqualTo(pairs);
                    }
                    List<String> groups = groups(found, distance);
                    assertThat(Set.copyOf(groups)).as(what).isEqualTo(expected.groups(distance));
                    assertThat(groups).as(what).doesNotHaveDuplicates();
                }
            }
        }
    }

    private static List<DuplicatePair> pairs(NearDuplicates found, int distance) {
        List<DuplicatePair> pairs = new ArrayList<>();
        found.forEachPair(distance, pair -> {
            boolean ordered = BruteDuplicates.BY_BYTES.compare(pair.first(), pair.second()) < 0;
            pairs.add(ordered ? pair : new DuplicatePair(pair.second(), pair.first(), pair.distance()));
        });
        assertThat(pairs).extracting(DuplicatePair::distance).isSorted();
        return pairs;
    }

    private static List<String> groups(NearDuplicates found, int distance) {
        List<String> groups = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        found.forEachGroup(distance, group -> {
            List<String> members = new ArrayList<>();
            group.members().forEach(members::add);
            assertThat(members).hasSize(group.size()).startsWith(group.representative());
            assertThat(new HashSet<>(members)).hasSize(group.size());
            groups.add(BruteDuplicates.line(group.representative(), members));
            sizes.add(-group.size());
        });
        assertThat(sizes).isSorted();
        return groups;
    }

    @Test
    void stopsAtTheDeadlineInsteadOfAnsweringInPart() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(put("a", 1), put("b", 2), put("c", 3)));
        Deadline cancelled = Deadline.untilCancelled();
        HammingQuery query = new HammingQuery(new long[1], null, 1, 64, null, cancelled);
        assertThat(index.search(query).total()).isEqualTo(3);
        cancelled.cancel();
        Deadline over = Deadline.after(Duration.ZERO);
        for (Deadline deadline : List.of(cancelled, over)) {
            HammingQuery late = new HammingQuery(new long[1], null, 1, 64, null, deadline);
            String cause = deadline == over ? "its time limit of 0 ms" : "was cancelled";
            assertStopped(cause, () -> index.search(late));
            assertStopped(
                    cause, () -> index.searchAll(List.of(new HammingQuery(new long[1], null, 1, 64, null), late)));
            assertStopped(
                    cause,
                    () -> index.search(new HammingQuery(
                            new long[1], null, 1, 64, new Filter.Not(new Filter.Exists("none")), deadline)));
            assertStopped(cause, () -> index.histogram(new HistogramQuery(new long[1], 64, null, deadline)));
            assertStopped(
                    cause, () -> index.nearDuplicates(new NearDuplicateQuery(3, null, true, deadline, done -> {})));
        }
        assertThatThrownBy(Deadline.NEVER::cancel).isInstanceOf(IllegalStateException.class);
        assertThat(index.searchAll(List.of())).isEmpty();
    }

    private static void assertStopped(String cause, Runnable search) {
        assertThatThrownBy(search::run)
                .isInstanceOf(SearchStoppedException.class)
                .hasMessageContaining(cause);
    }

    private static Change put(String id, long... code) {
        return new Change.Put(new IndexedDocument(id, code, new byte[0], Map.of()));
    }

    @Test
    void keepsNearDuplicatesWhileTheIndexChanges() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(put("a", 1), put("b", 1), put("c", 3), put("d", -1)));
        try (NearDuplicates found = index.nearDuplicates(NearDuplicateQuery.pairs(64))) {
            index.apply(List.of(new Change.Delete("a"), new Change.Delete("b"), put("c", 1), put("e", -1)));
            assertThat(pairs(found, 1))
                    .containsExactlyInAnyOrder(
                            new DuplicatePair("a", "b", 0),
                            new DuplicatePair("a", "c", 1),
                            new DuplicatePair("b", "c", 1));
            assertThat(groups(found, 1)).containsExactly("a: [a, b, c]");
            assertThat(groups(found, 64)).containsExactly("a: [a, b, c, d]");
            assertThat(found.pairs(64)).isEqualTo(6);
        }
        try (NearDuplicates found = index.nearDuplicates(NearDuplicateQuery.groups(0))) {
            assertThat(groups(found, 0)).containsExactly("d: [d, e]");
        }
    }

    @Test
    void refusesWhatNearDuplicatesCannotGive() throws Exception {
        HammingIndex index = index(64);
        try (NearDuplicates found = index.nearDuplicates(NearDuplicateQuery.groups(5))) {
            assertThat(found.documents()).isZero();
            assertThat(groups(found, 5)).isEmpty();
            assertThatThrownBy(() -> found.forEachGroup(6, group -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'distance' must be between 0 and 5, the join's, got 6");
            assertThatThrownBy(() -> found.pairs(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> found.forEachPair(1, pair -> {})).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> NearDuplicateQuery.groups(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'maxDistance' must not be negative, got -1");
        assertThatThrownBy(() -> index.histogram(new HistogramQuery(new long[2], 64, null, Deadline.NEVER)))
                .hasMessageContaining("'code' of 64 bits must have 1 words, got 2");
    }
}

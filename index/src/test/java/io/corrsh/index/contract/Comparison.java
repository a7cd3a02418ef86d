package io.corrsh.index.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.BitCounts;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexStatistics;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Compares an index with brute force over the same documents, by id and with ties. */
final class Comparison {

    private Comparison() {}

    /** Asks so many random queries, and compares every part of the answers, of documents and of the statistics. */
    static void check(RandomWork work, BruteForce expected, HammingIndex index, int queries, String where) {
        for (int i = 0; i < queries; i++) {
            HammingQuery query = work.query();
            SearchResult result = index.search(query);
            String what = "%s: k %d, distance %d, weights %b, %s"
                    .formatted(where, query.k(), query.maxDistance(), query.weights() != null, query.filter());
            assertThat(result.neighbours().stream()
                            .map(hit -> BruteForce.line(hit.document().id(), hit.distance(), hit.weightedDistance()))
                            .toList())
                    .as(what)
                    .isEqualTo(expected.hits(query));
            assertThat(result.total()).as(what).isEqualTo(expected.total(query));
            checkRest(work, index, query, result, what);
            for (Neighbour hit : result.neighbours()) {
                assertSame(
                        hit.document(), expected.documents().get(hit.document().id()), what);
            }
            String id = work.id();
            IndexedDocument document = expected.documents().get(id);
            assertThat(index.get(id).isPresent()).as(what).isEqualTo(document != null);
            if (document != null) {
                assertSame(index.get(id).orElseThrow(), document, what);
            }
        }
        IndexStatistics statistics = index.statistics();
        assertThat(statistics.documents())
                .as(where)
                .isEqualTo(expected.documents().size());
        assertThat(statistics.coded())
                .as(where)
                .isEqualTo(expected.documents().values().stream()
                        .filter(document -> document.code() != null)
                        .count());
        BitCounts counts = expected.bitCounts(index.space().bits());
        assertThat(index.bitCounts().codes()).as(where).isEqualTo(counts.codes());
        assertThat(index.bitCounts().set()).as(where).isEqualTo(counts.set());
        checkSample(work, index, expected, where);
    }

    private static void checkSample(RandomWork work, HammingIndex index, BruteForce expected, String where) {
        List<List<Long>> codes = expected.documents().values().stream()
                .map(IndexedDocument::code)
                .filter(Objects::nonNull)
                .map(Comparison::boxed)
                .toList();
        assertThat(index.sampleCodes(Integer.MAX_VALUE).stream().map(Comparison::boxed))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(codes);
        int most = 1 + work.upTo(10);
        assertThat(index.sampleCodes(most).stream().map(Comparison::boxed))
                .as("%s: at most %d", where, most)
                .hasSizeLessThanOrEqualTo(most)
                .isSubsetOf(codes);
    }

    private static List<Long> boxed(long[] code) {
        return Arrays.stream(code).boxed().toList();
    }

    /** A page that begins after some hit goes on with the next, also if there is no document with that id any more. */
    private static void checkRest(
            RandomWork work, HammingIndex index, HammingQuery query, SearchResult whole, String what) {
        if (whole.neighbours().isEmpty()) {
            return;
        }
        int last = work.upTo(whole.neighbours().size());
        SearchAfter place = SearchAfter.of(whole.neighbours().get(last));
        List<String> rest = HammingIndexContract.ids(whole)
                .subList(last + 1, whole.neighbours().size());
        for (String id : List.of(place.id(), place.id() + "\u0000")) {
            SearchAfter after = new SearchAfter(place.distance(), place.weightedDistance(), id);
            SearchResult page = index.search(new HammingQuery(
                    query.code(),
                    query.weights(),
                    Math.max(1, rest.size()),
                    query.maxDistance(),
                    query.filter(),
                    after,
                    query.deadline()));
            assertThat(HammingIndexContract.ids(page).stream()
                            .limit(rest.size())
                            .toList())
                    .as("%s, after %s", what, after)
                    .isEqualTo(rest);
            assertThat(page.total()).as(what).isEqualTo(whole.total());
        }
    }

    private static void assertSame(IndexedDocument actual, IndexedDocument expected, String what) {
        assertThat(actual.id()).as(what).isEqualTo(expected.id());
        assertThat(actual.code()).as(what).isEqualTo(expected.code());
        assertThat(actual.source()).as(what).isEqualTo(expected.source());
        assertThat(actual.fields()).as(what).isEqualTo(expected.fields());
    }
}

package io.corrsh.service.search;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.codes.UnstableBits;
import io.corrsh.service.search.Probes.Found;
import io.corrsh.service.search.SearchReply.Query;
import io.corrsh.service.search.SearchReply.Total;
import io.corrsh.service.search.Searcher.Prepared;
import io.corrsh.service.search.filter.FilterMatch;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.FilterFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes replies of what the index found. */
@Component
final class Replies {

    /** With fewer known words than this a text's code hangs on chance. */
    private static final int FEW_WORDS = 3;

    private static final Comparator<Found> BY_LOGITS = Comparator.<Found>comparingDouble(
                    found -> found.neighbour().weightedDistance())
            .thenComparingInt(found -> found.neighbour().distance())
            .thenComparing(found -> found.neighbour().document().id());

    private final TextEncoder encoder;
    private final Hits hits;
    private final DocumentSource source;

    Replies(TextEncoder encoder, Hits hits, DocumentSource source) {
        this.encoder = encoder;
        this.hits = hits;
        this.source = source;
    }

    SearchReply of(Prepared search) {
        List<Found> found = found(search);
        IndexedDocument self = search.subject.document();
        long less = 0;
        if (self != null && FilterMatch.matches(search.plan.filter(), FilterFields.of(source.document(self)))) {
            found.removeIf(one -> one.neighbour().document().id().equals(self.id()));
            less = 1;
        }
        if (search.plan.candidates() > 0) {
            found.sort(BY_LOGITS);
        }
        int from = Math.min(search.plan.offset(), found.size());
        List<Found> page = found.subList(from, Math.min(found.size(), from + search.plan.k()));
        int bits = encoder.bits();
        List<SearchReply.Hit> shown = hits.show(page, search, bits);
        return new SearchReply(
                encoder.model(),
                bits,
                (System.nanoTime() - search.started) / 1e6,
                true,
                total(search, less),
                query(search, bits),
                shown,
                next(search, page),
                warnings(search.subject));
    }

    private static List<Found> found(Prepared search) {
        long[] code = search.subject.code();
        if (code == null) {
            return new ArrayList<>();
        }
        return search.probes.bits().isEmpty()
                ? search.results.getFirst().neighbours().stream()
                        .map(neighbour -> new Found(neighbour, neighbour.distance()))
                        .collect(Collectors.toCollection(ArrayList::new))
                : new ArrayList<>(search.probes.merge(code, search.results));
    }

    private static Total total(Prepared search, long less) {
        long most = search.results.stream().mapToLong(SearchResult::total).max().orElse(0);
        // The documents near two choices of the undecided bits overlap in a way that is not counted.
        return search.results.size() > 1 && search.plan.limited()
                ? Total.atLeast(most)
                : Total.exactly(Math.max(0, most - less));
    }

    private @Nullable String next(Prepared search, List<Found> page) {
        if (!search.plan.isInTheIndexesOrder() || page.size() < search.plan.k()) {
            return null;
        }
        Neighbour last = page.getLast().neighbour();
        return Cursor.write(SearchAfter.of(last), search.request, encoder.model());
    }

    private static Query query(Prepared search, int bits) {
        Encoding text = search.subject.text();
        float[] logits = text == null ? null : text.logits();
        return new Query(
                HexCode.format(search.subject.code(), bits),
                text == null ? null : text.tokens(),
                text == null ? null : text.unknown(),
                logits == null ? null : UnstableBits.of(logits),
                search.plan.probes() == 0 ? null : search.probes.bits());
    }

    private static List<String> warnings(Subject subject) {
        if (subject.code() == null) {
            return List.of("no_known_word");
        }
        List<String> warnings = new ArrayList<>();
        Encoding text = subject.text();
        if (text != null && text.tokens() - text.unknown() < FEW_WORDS) {
            warnings.add("few_known_words");
        }
        if (text != null && 2 * text.unknown() > text.tokens()) {
            warnings.add("mostly_unknown_words");
        }
        return warnings;
    }
}

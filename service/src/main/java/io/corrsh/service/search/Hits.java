package io.corrsh.service.search;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.models.BitWords;
import io.corrsh.service.search.SearchReply.DifferingBit;
import io.corrsh.service.search.SearchReply.Explanation;
import io.corrsh.service.search.SearchReply.Hit;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.passages.Passage;
import io.corrsh.service.storage.passages.PassageTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes hits of neighbours. */
@Component
final class Hits {

    private static final String ALL = "*";
    private static final int PASSAGES = 3;

    private final DocumentSource source;

    Hits(DocumentSource source) {
        this.source = source;
    }

    List<Hit> show(List<Found> page, Prepared search, int bits) {
        List<Hit> hits = new ArrayList<>(page.size());
        for (Found found : page) {
            search.deadline.check();
            IndexedDocument document = found.document();
            Integer distance = found.distance();
            ObjectNode whole = search.plan.needsText() ? source.document(document) : source.withoutText(document);
            hits.add(new Hit(
                    document.id(),
                    distance,
                    search.plan.probes() == 0 ? null : found.probed() == null ? distance : found.probed(),
                    distance == null ? null : (double) (bits - distance) / bits,
                    found.words(),
                    found.hybrid(),
                    payload(whole, search.plan.fields()),
                    passage(document, whole, search.plan.fields()),
                    search.plan.highlight() ? highlight(search, whole) : null,
                    search.plan.explain() && distance != null ? explanation(search, document, bits) : null));
        }
        return hits;
    }

    /** The passage that the document was found by, if it has some; the first of those with one code. */
    private static @Nullable HitPassage passage(
            IndexedDocument document, ObjectNode whole, @Nullable List<String> fields) {
        List<Passage> passages = PassageTable.of(document.source());
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            if (Arrays.equals(passage.code(), document.code())) {
                boolean told = fields != null && fields.contains(HitPassage.TEXT);
                return new HitPassage(
                        i,
                        passages.size(),
                        passage.start(),
                        passage.end(),
                        told ? passage.of(whole.path(DocumentSource.TEXT).asString("")) : null);
            }
        }
        return null;
    }

    private static Map<String, List<String>> highlight(Prepared search, ObjectNode whole) {
        List<String> passages = search.generation
                .highlighter()
                .highlight(
                        Objects.requireNonNull(search.request.q()),
                        whole.path(DocumentSource.TEXT).asString(""),
                        PASSAGES);
        return passages.isEmpty() ? Map.of() : Map.of(DocumentSource.TEXT, passages);
    }

    private static Map<String, Object> payload(ObjectNode whole, @Nullable List<String> fields) {
        boolean all = fields == null || fields.contains(ALL);
        Map<String, Object> payload = new LinkedHashMap<>();
        whole.properties().forEach(field -> {
            String name = field.getKey();
            boolean own = name.equals(DocumentSource.ID) || name.equals(DocumentSource.TEXT);
            if ((all && !own) || (fields != null && fields.contains(name))) {
                payload.put(name, field.getValue());
            }
        });
        return payload;
    }

    private static Explanation explanation(Prepared search, IndexedDocument document, int bits) {
        Subject subject = search.subject;
        BitWords words = search.generation.model().words();
        long[] query = Objects.requireNonNull(subject.code());
        long[] found = Objects.requireNonNull(document.code());
        float[] weights = subject.weights();
        List<DifferingBit> differing = new ArrayList<>();
        for (int bit = 0; bit < bits; bit++) {
            int asked = bit(query, bit);
            if (asked != bit(found, bit)) {
                BitWords.Words meaning = words.of(bit);
                differing.add(new DifferingBit(
                        bit, asked, 1 - asked, weights == null ? null : weights[bit], meaning.one(), meaning.zero()));
            }
        }
        return new Explanation(Objects.requireNonNull(HexCode.format(found, bits)), differing);
    }

    private static int bit(long[] code, int bit) {
        return (int) (code[bit >> 6] >>> (63 - (bit & 63)) & 1);
    }
}

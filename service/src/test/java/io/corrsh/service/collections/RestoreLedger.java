package io.corrsh.service.collections;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.TestModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a small collection holds while documents of it are written one by one, copied and brought back: the state that was
 * acknowledged, and the one that what was not answered would lead to. For one thread at a time.
 */
final class RestoreLedger {

    private static final String PATH = "/collections/archive";
    private static final int DOCUMENTS = 10;
    private static final int KEPT = 4;

    private final LinkedHashMap<String, SortedMap<String, String>> copies = new LinkedHashMap<>();
    private SortedMap<String, String> sure = new TreeMap<>();
    private @Nullable SortedMap<String, String> open;
    private int step;

    void begin(Api api) {
        assertThat(api.put(PATH, "{}").status()).isEqualTo(201);
    }

    /** Works until the service is gone. */
    void work(Api api, AtomicBoolean ended) {
        try {
            for (; !ended.get(); step++) {
                if (step % 7 == 3) {
                    copy(api);
                } else if (step % 7 == 6 && !copies.isEmpty()) {
                    List<String> ids = List.copyOf(copies.keySet());
                    String id = ids.get(step / 7 % ids.size());
                    does(
                            copies.get(id),
                            () -> assertThat(api.post(PATH + "/restore", "{\"snapshot\":\"%s\"}".formatted(id))
                                            .status())
                                    .isEqualTo(200));
                } else {
                    write(api);
                }
            }
        } catch (AssertionError e) {
            // Killed: what was asked for last may have been done.
        }
    }

    private void write(Api api) {
        String id = "k" + step % DOCUMENTS;
        String text = TestModels.WORDS.get(step % TestModels.WORDS.size()) + " " + step;
        SortedMap<String, String> next = new TreeMap<>(sure);
        next.put(id, text);
        does(
                next,
                () -> assertThat(api.put(PATH + "/documents/" + id, "{\"text\":\"%s\"}".formatted(text))
                                .status())
                        .isBetween(200, 201));
    }

    private void copy(Api api) {
        JsonNode made = api.post(PATH + "/snapshots", "").json();
        copies.put(made.path("id").stringValue(), new TreeMap<>(sure));
        if (copies.size() > KEPT) {
            String oldest = copies.firstEntry().getKey();
            copies.remove(oldest);
            assertThat(api.delete(PATH + "/snapshots/" + oldest).status()).isEqualTo(204);
        }
    }

    private void does(SortedMap<String, String> next, Runnable request) {
        open = next;
        request.run();
        sure = new TreeMap<>(next);
        open = null;
    }

    /** The documents are those of one state or the other, whole. */
    void check(Api api, String where) {
        SortedMap<String, String> found = new TreeMap<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            Api.Answer answer = api.get(PATH + "/documents/k" + i);
            if (answer.status() == 200) {
                found.put("k" + i, answer.json().at("/document/text").stringValue());
            }
        }
        List<Map<String, String>> allowed = open == null ? List.of(sure) : List.of(sure, open);
        assertThat(allowed).as(where).contains(found);
        assertThat(api.get(PATH).json().path("documents").intValue()).as(where).isEqualTo(found.size());
        JsonNode listed = api.get(PATH + "/snapshots").json().path("snapshots");
        assertThat(listed.valueStream().map(snapshot -> snapshot.path("id").stringValue()))
                .as(where)
                .containsAll(copies.keySet());
        sure = found;
        open = null;
    }
}

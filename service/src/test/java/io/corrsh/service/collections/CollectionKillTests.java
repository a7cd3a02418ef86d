package io.corrsh.service.collections;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ChildService;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills a service again and again while it loads, deletes, changes the model of a collection and copies it, and while it puts
 * copies of another in its place.
 */
class CollectionKillTests {

    private static final String PATH = "/collections/news";
    private static final int BATCH = 50;
    private static final int SAMPLE = 100;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    @TempDir
    private Path directory;

    /** What was acknowledged: the text of each document, or nothing where it was deleted. */
    private final Map<String, String> ledger = new TreeMap<>();
    /** What was asked for and not answered: it may be there or not. */
    private final Map<String, String> open = new TreeMap<>();

    private final List<String> snapshots = new ArrayList<>();
    private final RestoreLedger restores = new RestoreLedger();

    /** {@code -Dcorrsh.kills=100} kills more often. */
    @Test
    void killedServiceLosesNothingAcknowledgedAndShowsNothingHalfDone() throws Exception {
        int rounds = Integer.getInteger("corrsh.kills", 2);
        long seed = Long.getLong("corrsh.seed", 11);
        Random random = new Random(seed);
        Path model = directory.resolve("model");
        TestModels.write(model);
        TestModels.write(directory.resolve("small"), "small", 32, 8);
        for (int round = 0; round <= rounds; round++) {
            String where = "seed %d, round %d".formatted(seed, round);
            long started = System.nanoTime();
            try (ChildService service = start(model)) {
                Duration took = Duration.ofNanos(System.nanoTime() - started);
                assertThat(took).as(where).isLessThan(Duration.ofSeconds(120));
                if (round == 0) {
                    assertThat(service.api().put(PATH, "{}").status()).isEqualTo(201);
                    restores.begin(service.api());
                } else {
                    check(service.api(), "r%d-".formatted(round - 1), random, where);
                    restores.check(service.api(), where);
                }
                if (round < rounds) {
                    workUntilKilled(service, round, random);
                }
            }
        }
    }

    private ChildService start(Path model) throws IOException, InterruptedException {
        return ChildService.start(directory, model, "--corrsh.models.served.small.path=" + directory.resolve("small"));
    }

    private void workUntilKilled(ChildService service, int round, Random random) throws InterruptedException {
        Api api = service.api();
        int batches = 3 + random.nextInt(12);
        long pause = random.nextInt(400);
        AtomicBoolean ended = new AtomicBoolean();
        Thread maker = Thread.ofPlatform().start(() -> changeAndCopy(api, ended));
        Thread loader = Thread.ofPlatform().start(() -> load(api, round, ended));
        Thread restorer = Thread.ofPlatform().start(() -> restores.work(api, ended));
        synchronized (ledger) {
            int before = ledger.size();
            while (ledger.size() < before + batches * BATCH && loader.isAlive()) {
                ledger.wait(1000);
            }
        }
        Thread.sleep(pause);
        service.kill();
        ended.set(true);
        loader.join();
        maker.join();
        restorer.join();
    }

    private void load(Api api, int round, AtomicBoolean ended) {
        for (int batch = 0; !ended.get(); batch++) {
            Map<String, String> texts = new TreeMap<>();
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < BATCH; i++) {
                String id = "r%d-b%d-%d".formatted(round, batch, i);
                String text = word(batch + i) + " " + word(3 * i + round);
                texts.put(id, text);
                lines.append("{\"id\":\"%s\",\"text\":\"%s\"}\n".formatted(id, text));
            }
            String gone = "r%d-b%d-0".formatted(round, batch);
            try {
                synchronized (ledger) {
                    open.putAll(texts);
                }
                JsonNode reply = api.postBytes(
                                PATH + "/documents",
                                "application/x-ndjson",
                                lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .json();
                assertThat(reply.path("errors").booleanValue()).isFalse();
                synchronized (ledger) {
                    ledger.putAll(texts);
                    open.keySet().removeAll(texts.keySet());
                    open.put(gone, "");
                    ledger.notifyAll();
                }
                if (api.delete(PATH + "/documents/" + gone).status() == 204) {
                    synchronized (ledger) {
                        ledger.put(gone, "");
                        open.remove(gone);
                    }
                }
            } catch (AssertionError e) {
                return; // The connection broke: this was not acknowledged.
            }
        }
    }

    private void changeAndCopy(Api api, AtomicBoolean ended) {
        try {
            while (!ended.get()) {
                String other = api.get(PATH).json().path("model").stringValue().startsWith("test@") ? "small" : "test";
                // A job that the last kill broke off may run still.
                api.post(PATH + "/reencode", "{\"model\":\"%s\"}".formatted(other));
                JsonNode made = api.post(PATH + "/snapshots", "").json();
                synchronized (snapshots) {
                    snapshots.add(made.path("id").stringValue());
                }
                while (!ended.get()
                        && api.get(PATH + "/reencode")
                                .json()
                                .path("state")
                                .stringValue()
                                .equals("running")) {
                    Thread.sleep(10);
                }
            }
        } catch (AssertionError e) {
            // Killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All ids, and the texts of what the last round wrote and of some others: a look at each would take longer than all else. */
    private void check(Api api, String last, Random random, String where) {
        JsonNode state = api.get(PATH).json();
        assertThat(state.has("error")).as(where + state).isFalse();
        Set<String> sure = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        ledger.forEach((id, text) -> {
            if (!open.containsKey(id) && !text.isEmpty()) {
                sure.add(id);
                if ((id.startsWith(last) || random.nextInt(ledger.size()) < SAMPLE) && !text.equals(text(api, id))) {
                    wrong.add(id);
                }
            }
        });
        Set<String> there = new TreeSet<>();
        Matcher exported = ID.matcher(api.get(PATH + "/export").body());
        while (exported.find()) {
            there.add(exported.group(1));
        }
        Set<String> lost = new TreeSet<>(sure);
        lost.removeAll(there);
        assertThat(lost).as(where).isEmpty();
        assertThat(wrong).as(where).isEmpty();
        assertThat(api.get(PATH).json().path("documents").intValue()).as(where).isEqualTo(there.size());
        there.removeAll(sure);
        there.removeAll(open.keySet());
        assertThat(there).as(where + ": not deleted, or never asked for").isEmpty();
        JsonNode found = api.get(PATH + "/search?q=moon&k=20").json();
        int bits = found.path("bits").intValue();
        found.path("hits")
                .forEach(hit ->
                        assertThat(hit.path("distance").intValue()).as(where).isBetween(0, bits));
        JsonNode listed = api.get(PATH + "/snapshots").json().path("snapshots");
        List<String> ids = new ArrayList<>();
        listed.forEach(snapshot -> {
            assertThat(snapshot.has("error")).as(where + snapshot).isFalse();
            ids.add(snapshot.path("id").stringValue());
        });
        assertThat(ids).as(where).containsAll(snapshots);
        settle();
    }

    private static String text(Api api, String id) {
        return api.get(PATH + "/documents/" + id).json().at("/document/text").asString("");
    }

    /** What is open now is asked for no more: the next check must not depend on it. */
    private void settle() {
        ledger.keySet().removeAll(open.keySet());
    }

    private static String word(int i) {
        return TestModels.WORDS.get(Math.floorMod(i, TestModels.WORDS.size()));
    }
}

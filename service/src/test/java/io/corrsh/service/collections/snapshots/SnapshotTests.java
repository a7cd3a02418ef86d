package io.corrsh.service.collections.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ServiceTest({"corrsh.models.served.small.path=${dir}/model-small", "corrsh.limits.expiry=1h"})
class SnapshotTests {

    private static final String PATH = "/collections/shots";

    private final Api api;

    SnapshotTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void create() {
        assertThat(api.put(PATH, "{}").status()).isEqualTo(201);
        put("a", "moon rocket");
        put("b", "hockey goal");
    }

    @AfterEach
    void delete() {
        assertThat(api.delete(PATH).status()).isEqualTo(204);
    }

    private void put(String id, String text) {
        assertThat(api.put(PATH + "/documents/" + id, "{\"text\":\"%s\"}".formatted(text))
                        .status())
                .isEqualTo(201);
    }

    private String snapshot() {
        Answer answer = api.post(PATH + "/snapshots", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("documents").intValue()).isEqualTo(2);
        return answer.json().path("id").stringValue();
    }

    private byte[] file() {
        return api.getBytes(PATH + "/snapshots/" + snapshot() + "/file");
    }

    private Answer upload(byte[] zip) {
        return api.postBytes(PATH + "/restore", "application/zip", zip);
    }

    private void assertUnusable(Answer answer, String why) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("snapshot_unusable");
        assertThat(answer.json().path("detail").stringValue()).contains(why);
        JsonNode state = api.get(PATH).json();
        assertThat(state.path("documents").intValue()).isEqualTo(2);
        assertThat(state.path("jobs")).isEmpty();
        put("after-" + System.nanoTime(), "moon");
    }

    @Test
    void aSnapshotBringsBackWhatWasThere() {
        String id = snapshot();
        put("c", "church faith");
        api.delete(PATH + "/documents/a");
        JsonNode listed = api.get(PATH + "/snapshots").json().path("snapshots");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/id").stringValue()).isEqualTo(id);
        Answer restored = api.post(PATH + "/restore", "{\"snapshot\":\"%s\"}".formatted(id));
        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(restored.json().path("documents").intValue()).isEqualTo(2);
        assertThat(api.get(PATH + "/documents/a").status()).isEqualTo(200);
        assertThat(api.get(PATH + "/documents/c").status()).isEqualTo(404);
        put("d", "gun law");
        assertThat(api.delete(PATH + "/snapshots/" + id).status()).isEqualTo(204);
        assertThat(api.get(PATH + "/snapshots/" + id).status()).isEqualTo(404);
        assertThat(api.get(PATH + "/snapshots").json().path("snapshots")).isEmpty();
    }

    @Test
    void aDownloadedFileIsRestoredIntoAnotherCollection() throws IOException {
        byte[] file = file();
        assertThat(api.put("/collections/copy", "{\"model\":\"small\"}").status())
                .isEqualTo(201);
        try {
            Answer restored = api.postBytes("/collections/copy/restore", "application/zip", file);
            assertThat(restored.status()).as(restored.body()).isEqualTo(200);
            assertThat(restored.json().path("model").stringValue()).startsWith("test@");
            assertThat(api.get("/collections/copy/search?q=moon&k=1")
                            .json()
                            .at("/hits/0/id")
                            .stringValue())
                    .isEqualTo("a");
        } finally {
            api.delete("/collections/copy");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
    void aCutFileIsRefusedAndChangesNothing(double share) {
        byte[] file = file();
        assertUnusable(upload(Arrays.copyOf(file, (int) (share * file.length))), "");
    }

    @Test
    void aFileThatIsNoZipIsRefusedAndCounted() {
        double before = failures();
        assertUnusable(upload("hello".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8)), "no zip file");
        assertThat(failures()).isEqualTo(before + 1);
    }

    private double failures() {
        String series = "corrsh_snapshots_failures_total{op=\"restore\"} ";
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/b", "..", ".hidden", "a\\b"})
    void aPathInTheFileIsRefused(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(1);
        }
        assertUnusable(upload(bytes.toByteArray()), "not one of this service");
    }

    @Test
    void aChangedByteAndANewerVersionAreNoticed() throws IOException {
        byte[] file = file();
        assertUnusable(upload(edited(file, false)), "SHA-256");
        assertUnusable2(upload(edited(file, true)));
    }

    private void assertUnusable2(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().path("detail").stringValue()).contains("newer version");
    }

    /** Changes a byte of a file, or the version of the manifest. */
    private static byte[] edited(byte[] file, boolean version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean changed = false;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                boolean manifest = entry.getName().equals("SHA256SUMS");
                if (version && manifest) {
                    content = new String(content, java.nio.charset.StandardCharsets.UTF_8)
                            .replace("# corrsh-snapshot 1", "# corrsh-snapshot 9")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                } else if (!version && !manifest && !changed) {
                    content[content.length / 2] ^= 1;
                    changed = true;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anUnknownSnapshotIsTold() {
        assertThat(api.post(PATH + "/restore", "{\"snapshot\":\"nothing\"}").status())
                .isEqualTo(404);
        assertThat(api.post(PATH + "/restore", "{\"snapshot\":\"../x\"}").status())
                .isEqualTo(404);
        assertThat(api.post(PATH + "/restore", "{}").status()).isEqualTo(400);
        assertThat(api.delete(PATH + "/snapshots/nothing").status()).isEqualTo(404);
        assertThat(api.get(PATH + "/snapshots/nothing/file").status()).isEqualTo(404);
    }

    @Test
    void aRestoreTellsOfTheCollectionAsItIs() {
        api.put("/aliases/live-shots", "{\"collection\":\"shots\"}");
        try {
            Answer restored = api.post(PATH + "/restore", "{\"snapshot\":\"%s\"}".formatted(snapshot()));
            assertThat(restored.status()).as(restored.body()).isEqualTo(200);
            assertThat(restored.json().path("aliases"))
                    .isEqualTo(api.get(PATH).json().path("aliases"));
            assertThat(restored.json().at("/aliases/0").stringValue()).isEqualTo("live-shots");
        } finally {
            api.delete("/aliases/live-shots");
        }
    }
}

package io.corrsh.service.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.security.keys.ApiKey;
import io.corrsh.service.security.keys.ApiKeyFile;
import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.ChildService;
import io.corrsh.service.support.TestModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads all that a whole service wrote, from its start to its end, with every log on that the manual offers. */
class LogSecrecyTests {

    private static final String TEXT = "unspeakable";

    @TempDir
    private Path directory;

    @Test
    void nothingOfTextsAndKeysIsInTheLog() throws Exception {
        TestModels.write(directory.resolve("model"));
        ApiKey.Issued key = ApiKey.issue("operator", Role.ADMIN, null);
        ApiKeyFile.add(directory.resolve("keys"), key.key());
        String log;
        try (ChildService service = ChildService.start(
                directory,
                directory.resolve("model"),
                "--corrsh.access-log=true",
                "--logging.structured.format.console=ecs",
                "--corrsh.security.keys-file=" + directory.resolve("keys"))) {
            askEverything(service.api().with("X-Api-Key", key.secret()));
            Api stranger = service.api();
            stranger.with("X-Api-Key", "corrsh_" + TEXT).get("/info");
            stranger.with("Authorization", "Bearer corrsh_" + TEXT).get("/info");
            stranger.with("Authorization", "Basic " + TEXT).get("/info");
            stranger.get("/search?q=" + TEXT + "&api_key=" + key.secret());
            assertThat(service.terminate()).isEqualTo(143);
            log = service.log();
        }
        List<JsonNode> lines = log.lines()
                .filter(line -> line.startsWith("{"))
                .map(new JsonMapper()::readTree)
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.at("/log/logger").stringValue("").equals(AccessLogValve.LOGGER))
                .hasSizeGreaterThan(25);
        assertThat(log)
                .doesNotContainIgnoringCase(TEXT)
                .doesNotContain(
                        key.secret(), key.secret().substring(7), key.key().sha256());
    }

    private static void askEverything(Api api) {
        String texts = "[\"moon " + TEXT + "\", \"" + TEXT + "\"]";
        api.post("/encode", "{\"inputs\": " + texts + "}");
        api.post("/encode", "{\"inputs\": " + texts);
        api.post("/encode", "{\"inputs\": {\"" + TEXT + "\": 1}}");
        api.post("/encode", "{\"" + TEXT + "\": " + texts + "}");
        api.postBytes("/encode", "application/x-ndjson", bytes("\"" + TEXT + "\"\n{\"" + TEXT + "\n\"moon\"\n"));
        api.post("/v1/embeddings", "{\"model\": \"test\", \"input\": " + texts + "}");
        api.post("/v1/embeddings", "{\"model\": \"" + TEXT + "\", \"input\": " + texts + "}");
        api.post("/similarity", "{\"source\": \"" + TEXT + "\", \"texts\": " + texts + "}");
        api.post("/explain", "{\"text\": \"moon " + TEXT + "\"}");
        api.put("/documents/1", "{\"text\": \"moon " + TEXT + "\", \"secret\": \"" + TEXT + "\"}");
        api.put("/documents/1", "{\"text\": 7, \"secret\": \"" + TEXT + "\"}");
        api.put("/documents/1", TEXT);
        api.bulk("{\"id\": \"2\", \"text\": \"moon " + TEXT + "\"}", "{\"" + TEXT, "[\"" + TEXT + "\"]");
        api.get("/documents/1");
        api.get("/documents/1/similar");
        api.get("/search?q=" + TEXT);
        api.get("/search?q=moon+" + TEXT + "&hybrid=0.5&highlight=true&explain=true&facets=secret");
        api.get("/search?q=moon&k=" + TEXT);
        api.get("/search?q=moon&filter=secret:" + TEXT);
        api.get("/search?q=moon&filter=((" + TEXT);
        api.get("/search?" + TEXT + "=" + TEXT);
        api.post("/search", "{\"q\": \"" + TEXT + "\", \"k\": \"" + TEXT + "\"}");
        api.post("/search", "{\"queries\": [{\"q\": \"" + TEXT + "\"}, {\"code\": \"" + TEXT + "\"}]}");
        api.delete("/documents?filter=secret:" + TEXT);
        api.post("/models", "{\"name\": \"x\", \"path\": \"/" + TEXT + "\"}");
        api.post("/dedup", "{\"filter\": \"((" + TEXT + "\"}");
        api.get("/export?filter=secret:" + TEXT);
        api.with("Content-Encoding", "gzip").post("/encode", TEXT);
        api.with("X-Request-Id", TEXT + " " + TEXT).get("/info");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

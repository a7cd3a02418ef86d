package io.corrsh.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RetrievalCommandTests {

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        TestModels.write(directory.resolve("model"));
        Files.writeString(directory.resolve("corpus"), """
                {"id":"d1","split":"test","labels":[],"text":"the shuttle reached its orbit"}
                {"id":"d2","split":"test","labels":[],"text":"a hockey team without a goal"}
                {"id":"d3","split":"test","labels":[],"text":"prayer and faith in church"}
                """);
        Files.writeString(directory.resolve("queries"), """
                {"id":"q1","split":"test","labels":[],"text":"shuttle orbits"}
                {"id":"q2","split":"test","labels":[],"text":"which goal"}
                {"id":"q3","split":"train","labels":[],"text":"church"}
                {"id":"q4","split":"test","labels":[],"text":"nobody judged this"}
                """);
        Files.writeString(directory.resolve("qrels"), "query\tdocument\tscore\nq1\td1\t1\nq2\td2\t1\nq3\td3\t1\n");
    }

    private CorrshRunner.Outcome evaluate(String... more) {
        String[] arguments = {
            "evaluate",
            "--device",
            "cpu",
            "--model",
            directory.resolve("model").toString(),
            "--corpus",
            directory.resolve("corpus").toString(),
            "--queries",
            directory.resolve("queries").toString(),
            "--json",
            "--qrels"
        };
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CorrshRunner.run(all);
    }

    @Test
    void wordsFindWhatHasThem() {
        CorrshRunner.Outcome outcome =
                evaluate(directory.resolve("qrels").toString(), "--query-split", "test", "--hybrid", "0,1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode result = new JsonMapper().readTree(outcome.out());
        assertThat(result.path("queries").intValue()).isEqualTo(2);
        assertThat(result.path("documents").intValue()).isEqualTo(3);
        JsonNode words = result.at("/systems/2");
        assertThat(words.path("name").stringValue()).isEqualTo("words");
        assertThat(words.path("ndcg_at_10").doubleValue()).isEqualTo(1);
        assertThat(result.at("/systems/4/name").stringValue()).isEqualTo("hybrid 1.0");
        assertThat(result.at("/systems/4/ndcg_at_10").doubleValue()).isEqualTo(1);
        assertThat(result.at("/systems/3/ndcg_at_10").doubleValue())
                .isEqualTo(result.at("/systems/1/ndcg_at_10").doubleValue());
    }

    @Test
    void saysWhichFileIsMissing() {
        CorrshRunner.Outcome outcome = evaluate(directory.resolve("none").toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("none");
    }
}

package io.corrsh.service.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many clients at once, whose texts are computed together by PyTorch in batches that fit none of their requests. */
@ServiceTest({"corrsh.encode.engine=pytorch", "corrsh.encode.threads=3", "corrsh.encode.batch-texts=7"})
@Timeout(60)
class IdentityTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());
    private final Api api;
    private final ModelBundle bundle;

    IdentityTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.bundle = context.getBean(ModelBundle.class);
    }

    @Test
    void givesEachTextTheReferencesCodeInItsPlaceHoweverItIsAsked() throws Exception {
        ReferenceEncoder reference = new ReferenceEncoder(EncoderWeights.of(bundle.tensors()));
        Random random = new Random(seed);
        List<String> texts = Stream.generate(() -> text(random)).limit(500).toList();
        List<String> codes = texts.stream()
                .map(text -> HexFormat.of()
                        .toHexDigits(reference.encode(bundle.vectorizer().vectorize(text))
                                .code()[0]))
                .toList();
        String tensors = tensors();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                Random own = new Random(seed + client);
                done.add(clients.submit(() -> {
                    for (int round = 0; round < 15; round++) {
                        List<Integer> chosen = own.ints(1 + own.nextInt(60), 0, texts.size())
                                .boxed()
                                .toList();
                        List<String> asked = chosen.stream().map(texts::get).toList();
                        assertThat(own.nextBoolean() ? array(asked) : lines(asked))
                                .as("seed %d", seed)
                                .isEqualTo(chosen.stream().map(codes::get).toList());
                    }
                }));
            }
            for (Future<?> task : done) {
                task.get();
            }
        }
        assertThat(api.get("/actuator/prometheus").body())
                .containsPattern("corrsh_encode_batches_total\\{engine=\"pytorch\",model=\"test\"} [1-9]")
                .contains("corrsh_encode_fallbacks_total{model=\"test\"} 0.0")
                .as("no tensor is left open")
                .contains(tensors);
    }

    private String tensors() {
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("corrsh_ndarrays_open{model=\"test\"} "))
                .findFirst()
                .orElseThrow();
    }

    private List<String> array(List<String> texts) {
        Answer answer = api.post("/encode", "{\"inputs\":" + JSON.writeValueAsString(texts) + "}");
        assertThat(answer.status()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        for (JsonNode item : answer.json().path("data")) {
            assertThat(item.path("index").asInt()).isEqualTo(codes.size());
            codes.add(item.path("code").asString());
        }
        return codes;
    }

    private List<String> lines(List<String> texts) {
        String body = texts.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n"));
        Answer answer = api.postBytes("/encode", "application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .lines()
                .map(line -> JSON.readTree(line).path("code").asString())
                .toList();
    }

    private static String text(Random random) {
        return random.ints(1 + random.nextInt(20), 0, TestModels.WORDS.size())
                .mapToObj(TestModels.WORDS::get)
                .collect(Collectors.joining(" "));
    }
}

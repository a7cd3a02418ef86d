package io.corrsh.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.FastEncoder;
import io.corrsh.model.route.RoutingEncoder;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A device that fails while requests are in flight, as one of CUDA does: by what DJL throws, from any call on. */
@ServiceTest({"corrsh.encode.engine=pytorch", "corrsh.security.keys-file=${dir}/keys"})
class DeviceFailureTests {

    private static final String TEXTS = "{\"inputs\":[\"the shuttle in orbit\",\"hockey goal\",\"church faith\"]}";

    private final Api stranger;
    private final Api api;
    private final RoutingEncoder routes;

    DeviceFailureTests(Api api, ConfigurableApplicationContext context) {
        this.stranger = api;
        this.api = api.with("X-Api-Key", TestKeys.of(Role.READ));
        this.routes = context.getBean(LoadedModel.class).routes();
    }

    /** Plain Java under the name of a GPU, until it has no more batches left. */
    private static final class FailingDevice implements BagEncoder {

        private final BagEncoder encoder;
        private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

        FailingDevice(RoutingEncoder routes) {
            this.encoder = new FastEncoder(routes.weights());
        }

        @Override
        public List<Encoding> encode(List<BagOfWords> bags) {
            if (left.getAndDecrement() <= 0) {
                throw new EngineException("CUDA error: an illegal memory access was encountered");
            }
            return encoder.encode(bags);
        }

        @Override
        public String device() {
            return "gpu:0 (pytorch)";
        }
    }

    @Test
    void isToldOfLoudlyWhileItsRequestsAreAnsweredInPlainJava() throws Exception {
        String expected = api.post("/encode", TEXTS).body();
        FailingDevice gpu = new FailingDevice(routes);
        routes.add(gpu);
        assertThat(api.get("/info").json().path("device").stringValue()).isEqualTo("gpu:0 (pytorch)");
        assertThat(metric("corrsh_encode_failed_devices")).isZero();
        gpu.left.set(5);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                answers.add(threads.submit(() -> api.post("/encode", TEXTS)));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().body()).isEqualTo(expected);
            }
        }
        // Batches are given to the devices in turns, so that a few more requests come to this one for sure.
        for (int i = 0; i < 20; i++) {
            assertThat(api.post("/encode", TEXTS).body()).isEqualTo(expected);
        }
        assertThat(metric("corrsh_encode_fallbacks_total")).isPositive();
        assertThat(metric("corrsh_encode_failed_devices")).isEqualTo(1);
        assertThat(api.get("/info").json().path("device").stringValue()).isEqualTo("cpu (java)");

        JsonNode device = api.get("/models").json().at("/data/0/encoders/2");
        assertThat(device.path("device").stringValue()).isEqualTo("gpu:0 (pytorch)");
        assertThat(device.path("working").booleanValue()).isFalse();
        assertThat(device.path("last_failure").stringValue())
                .isEqualTo("CUDA error: an illegal memory access was encountered");

        JsonNode health = api.get("/actuator/health").json();
        assertThat(health.path("status").stringValue())
                .as("codes are as right as ever")
                .isEqualTo("UP");
        assertThat(health.at("/components/model/details/test/encoders/2")).isEqualTo(device);
        JsonNode unknown = stranger.get("/actuator/health").json();
        assertThat(unknown.at("/components/model/details").isMissingNode()).isTrue();
    }

    private double metric(String name) {
        return api.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{model=\"test\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}

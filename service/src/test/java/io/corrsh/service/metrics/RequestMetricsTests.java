package io.corrsh.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** Requests that nobody traces are timed under the names and labels of Spring's own metrics. */
@ServiceTest("corrsh.limits.inputs=9998")
class RequestMetricsTests {

    private final Api api;

    RequestMetricsTests(Api api) {
        this.api = api;
    }

    @Test
    void nameTheTemplateOfThePathAndTheOutcome() {
        api.post("/encode", "{\"inputs\":\"moon\"}");
        api.get("/documents/none");
        api.get("/nowhere/at/all");
        api.get("/search?k=0");
        assertThat(scrape())
                .contains(counted("POST", "SUCCESS", 200, "/encode"))
                .contains(counted("GET", "CLIENT_ERROR", 404, "/documents/{id}"))
                .contains(counted("GET", "CLIENT_ERROR", 404, "/**"))
                .contains(counted("GET", "CLIENT_ERROR", 400, "/search"))
                .contains("http_server_requests_seconds_bucket{")
                .doesNotContain("/nowhere", "/documents/none");
    }

    @Test
    void tellOfRequestsThatAreUnderWay() {
        // The scrape itself is.
        assertThat(scrape()).contains("http_server_requests_active{method=\"GET\"} 1.0");
    }

    @Test
    void doNotGrowWithTheMethodsThatClientsMakeUp() {
        for (int i = 0; i < 20; i++) {
            api.send("MADEUP" + i, "/encode", "", BodyPublishers.noBody());
        }
        assertThat(scrape()).doesNotContain("MADEUP").contains("method=\"UNKNOWN\"");
    }

    private static String counted(String method, String outcome, int status, String uri) {
        return "http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\"%s\",outcome=\"%s\",status=\"%d\",uri=\"%s\"} 1"
                .formatted(method, outcome, status, uri);
    }

    private String scrape() {
        return api.get("/actuator/prometheus").body();
    }
}

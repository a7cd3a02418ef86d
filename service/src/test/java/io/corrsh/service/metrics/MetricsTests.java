package io.corrsh.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service of its own: the first test sees it before any request. */
@ServiceTest("corrsh.limits.inputs=9999")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricsTests {

    private final Api api;

    MetricsTests(Api api) {
        this.api = api;
    }

    @Order(1)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"coded\"} 0.0",
                "corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"no_known_word\"} 0.0",
                "corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"failed\"} 0.0",
                "corrsh_encode_tokens_total{device=\"cpu (java)\"} 0.0",
                "corrsh_encode_seconds_count{stage=\"total\"} 0",
                "corrsh_encode_recomputed_bits_total{model=\"test\"} 0.0",
                "corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"refused\"} 0.0",
                "corrsh_encode_seconds_count{stage=\"queue\"} 0",
                "corrsh_encode_seconds_count{stage=\"tokenize\"} 0",
                "corrsh_encode_seconds_count{stage=\"inference\"} 0",
                "corrsh_encode_failures_total{reason=\"overloaded\"} 0.0",
                "corrsh_encode_failures_total{reason=\"deadline\"} 0.0",
                "corrsh_encode_failures_total{reason=\"client_gone\"} 0.0",
                "corrsh_encode_failures_total{reason=\"closed\"} 0.0",
                "corrsh_encode_failures_total{reason=\"inference\"} 0.0",
                "corrsh_queue_oldest_seconds{model=\"test\"} 0.0",
                "corrsh_input_tokens_count 0",
                "corrsh_bit_margin_min_count 0",
                "corrsh_search_bytes_scanned_total 0.0",
                "corrsh_search_nearest_distance_count 0",
                "corrsh_search_kth_distance_count 0",
                "corrsh_search_ties_count 0",
                "corrsh_search_results_count 0",
                "corrsh_search_segments_total{plan=\"tables\"} 0.0",
                "corrsh_index_merge_seconds_count 0",
                "corrsh_index_commit_age_seconds 0.0",
                "corrsh_certificates_early 0.0",
                "corrsh_reencode_running 0.0",
                "corrsh_reencode_pending_documents 0.0",
                "corrsh_reencode_failures_total 0.0",
                "corrsh_snapshots_made_total 0.0",
                "corrsh_snapshots_failures_total{op=\"make\"} 0.0",
                "corrsh_snapshots_failures_total{op=\"restore\"} 0.0",
                "corrsh_snapshots_seconds_count{op=\"make\"} 0",
                "corrsh_dedup_groups NaN",
                "corrsh_dedup_duplicate_ratio NaN",
                "corrsh_auth_keys 0.0",
                "corrsh_auth_keys_unreadable 0.0",
                "corrsh_breaker_open{breaker=\"disk\"} 0.0",
                "corrsh_breaker_refused_total 0.0",
                "corrsh_ready 1.0",
                "corrsh_encode_fallbacks_total{model=\"test\"} 0.0",
                "corrsh_encode_failed_devices{model=\"test\"} 0.0",
                "corrsh_encode_batches_total{engine=\"java\",model=\"test\"} 0.0",
                "corrsh_encode_batches_total{engine=\"pytorch\",model=\"test\"} 0.0",
                "corrsh_batch_size_count 0",
                "corrsh_batch_tokens_count 0",
                "corrsh_queue_size{model=\"test\"} 0.0",
                "corrsh_queue_capacity{model=\"test\"} 1024.0",
                "corrsh_model_load_failures_total 0.0",
                "corrsh_model_unloads_total{reason=\"idle\"} 0.0",
                "corrsh_requests_in_flight 0.0",
                "corrsh_requests_refused_total{reason=\"concurrency\"} 0.0",
                "corrsh_requests_refused_total{reason=\"rate\"} 0.0",
                "corrsh_requests_refused_total{reason=\"quota\"} 0.0",
                "corrsh_input_oov_ratio_count 0",
                "corrsh_search_seconds_count{mode=\"exact\",stage=\"encode\"} 0",
                "corrsh_search_seconds_count{mode=\"exact\",stage=\"scan\"} 0",
                "corrsh_search_seconds_count{mode=\"exact\",stage=\"fetch\"} 0",
                "corrsh_search_seconds_count{mode=\"radius\",stage=\"total\"} 0",
                "corrsh_search_codes_scanned_total 0.0",
                "corrsh_code_dead_bits 0.0",
                "corrsh_code_bit_frequency{bit=\"63\",window=\"index\"} NaN",
                "corrsh_code_bit_frequency{bit=\"0\",window=\"recent\"} NaN",
                "corrsh_code_drift_js NaN",
                "corrsh_code_largest_bucket_ratio NaN",
                "corrsh_code_distinct_ratio NaN",
                "corrsh_code_effective_bits NaN",
                "corrsh_code_max_abs_correlation NaN",
                "corrsh_index_documents 0.0",
                "corrsh_index_deleted_documents 0.0",
                "corrsh_index_segments 0.0",
                "corrsh_index_codes_bytes 0.0",
                "corrsh_index_uncommitted_documents 0.0",
                "corrsh_index_commit_seconds_count 0",
                "corrsh_index_refresh_seconds_count 0",
                "corrsh_index_commit_failures_total 0.0",
                "corrsh_index_write_total{op=\"put\",outcome=\"success\"} 0.0",
                "corrsh_index_write_total{op=\"delete\",outcome=\"failure\"} 0.0",
            })
    void standAtZeroBeforeTheFirstRequest(String line) {
        assertThat(scrape().lines()).contains(line);
    }

    @Order(1)
    @Test
    void nameTheModelThatRuns() {
        assertThat(scrape())
                .containsPattern(
                        "corrsh_model_info\\{bits=\"64\",device=\"cpu \\(java\\)\",model=\"test\",name=\"test\",sha=\"[0-9a-f]{12}\"} 1(\\.0)?");
        assertThat(value("corrsh_index_size_bytes")).isNotNegative();
    }

    @Order(2)
    @Test
    void countWhatIsDone() throws InterruptedException {
        api.post("/encode", "{\"inputs\":[\"moon zzz\",\"zzz\"]}");
        api.put("/documents/counted", "{\"text\":\"moon rocket\"}");
        api.get("/search?q=moon");
        api.get("/search?q=moon&max_distance=3");
        assertThat(value("corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"coded\"}"))
                .isEqualTo(4);
        assertThat(value("corrsh_encode_inputs_total{device=\"cpu (java)\",outcome=\"no_known_word\"}"))
                .isEqualTo(1);
        assertThat(value("corrsh_search_seconds_count{mode=\"exact\",stage=\"total\"}"))
                .isEqualTo(1);
        assertThat(value("corrsh_search_seconds_count{mode=\"radius\",stage=\"scan\"}"))
                .isEqualTo(1);
        assertThat(value("corrsh_index_write_total{op=\"put\",outcome=\"success\"}"))
                .isEqualTo(1);
        assertThat(value("corrsh_index_commit_seconds_count")).isEqualTo(1);
        Thread.sleep(600); // the gauges look at the index twice a second at most
        assertThat(value("corrsh_index_documents")).isEqualTo(1);
        assertThat(scrape())
                .contains("http_server_requests_seconds_bucket", "uri=\"/search\"", "le=\"0.005\"", "le=\"5.0\"");
    }

    /** A series that appears with the first event hides that event from rates. */
    @Order(3)
    @Test
    void noneOfOursAppearsLater() {
        Set<String> before = ours();
        api.put("/documents/late", "{\"text\":\"moon rocket\"}");
        api.delete("/documents/late");
        api.get("/search?q=moon+rocket&hybrid=0.5&facets=topic&filter=a:b");
        api.get("/search?q=moon&k=0");
        api.post("/encode", "{\"inputs\":[]}");
        api.post("/documents", "{\"id\":1}");
        api.post("/dedup", "{}");
        api.get("/export");
        api.get("/nowhere");
        assertThat(ours()).isEqualTo(before);
    }

    private Set<String> ours() {
        return scrape().lines()
                .filter(line -> line.startsWith("corrsh_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Order(4)
    @Test
    void tellHowNearTheHitsAre() {
        double found = value("corrsh_search_nearest_distance_count");
        double scanned = value("corrsh_search_codes_scanned_total");
        api.put("/documents/near", "{\"text\":\"moon rocket\"}");
        api.get("/search?q=moon+rocket&k=1");
        assertThat(value("corrsh_search_nearest_distance_count")).isEqualTo(found + 1);
        assertThat(value("corrsh_search_nearest_distance_bucket{le=\"0.5\"}")).isPositive();
        assertThat(value("corrsh_search_bytes_scanned_total"))
                .isEqualTo(8 * value("corrsh_search_codes_scanned_total"))
                .isGreaterThan(8 * scanned);
        assertThat(value("corrsh_bit_margin_min_count")).isPositive();
        assertThat(value("corrsh_input_tokens_sum")).isPositive();
    }

    private double value(String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape());
        assertThat(line.find()).as(series).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private String scrape() {
        return api.get("/actuator/prometheus").body();
    }
}

package io.corrsh.service.settings;

import static io.corrsh.service.settings.InvalidSettingException.require;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may ask for.
 *
 * @param body the largest request body, and the longest line of a bulk load
 * @param bulkBody the largest body of a bulk load, which is never held as a whole
 * @param bodyRate how many bytes of a body must come a second, on average after ten seconds; 0 for any number
 * @param bulkBatch how many documents of a bulk load are encoded and committed together
 * @param spool how much of the reply to a bulk of texts waits on disk for a client that does not read yet
 * @param inputs the most texts of one request to encode
 * @param concurrent when so many requests have texts encoded or are being answered, more are refused
 * @param queries the most searches of one request
 * @param searchTime how long a search may take
 * @param k the most hits of one reply
 * @param candidates the most documents that paging and re-ranking may look at
 * @param filterConditions the most conditions of one filter
 * @param collections the most collections, the default one among them
 * @param expiry how often documents whose time is over are removed
 */
public record Limits(
        @DefaultValue("32MB") DataSize body,
        @DefaultValue("1GB") DataSize bulkBody,
        @DefaultValue("240B") DataSize bodyRate,
        @DefaultValue("1024") int bulkBatch,
        @DefaultValue("1GB") DataSize spool,
        @DefaultValue("10000") int inputs,
        @DefaultValue("512") int concurrent,
        @DefaultValue("100") int queries,
        @DefaultValue("10s") Duration searchTime,
        @DefaultValue("1000") int k,
        @DefaultValue("10000") int candidates,
        @DefaultValue("100") int filterConditions,
        @DefaultValue("50") int collections,
        @DefaultValue("30s") Duration expiry) {

    public Limits {
        require(
                body.toBytes() >= 1024 && body.toBytes() <= 1L << 30,
                "corrsh.limits.body",
                "between 1KB and 1GB",
                body);
        require(bulkBody.compareTo(body) >= 0, "corrsh.limits.bulk-body", "at least corrsh.limits.body", bulkBody);
        require(!bodyRate.isNegative(), "corrsh.limits.body-rate", "at least 0", bodyRate);
        require(bulkBatch >= 1 && bulkBatch <= 10_000, "corrsh.limits.bulk-batch", "between 1 and 10000", bulkBatch);
        require(!spool.isNegative(), "corrsh.limits.spool", "at least 0", spool);
        require(inputs >= 1, "corrsh.limits.inputs", "at least 1", inputs);
        require(concurrent >= 1, "corrsh.limits.concurrent", "at least 1", concurrent);
        require(queries >= 1, "corrsh.limits.queries", "at least 1", queries);
        require(searchTime.isPositive(), "corrsh.limits.search-time", "positive", searchTime);
        require(k >= 1, "corrsh.limits.k", "at least 1", k);
        require(
                collections >= 1 && collections <= 1000,
                "corrsh.limits.collections",
                "between 1 and 1000",
                collections);
        require(expiry.isPositive(), "corrsh.limits.expiry", "positive", expiry);
        require(candidates >= k, "corrsh.limits.candidates", "at least corrsh.limits.k", candidates);
        require(
                filterConditions >= 1 && filterConditions <= 10_000,
                "corrsh.limits.filter-conditions",
                "between 1 and 10000",
                filterConditions);
    }
}

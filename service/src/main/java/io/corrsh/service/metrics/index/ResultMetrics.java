package io.corrsh.service.metrics.index;

import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchPlan;
import io.corrsh.index.SearchResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How near the hits of searches are, how many share a distance, and in what way the index found them. */
final class ResultMetrics {

    /** A bucket of its own for 0, which Micrometer wants to be positive. */
    private static final double ALMOST_NOTHING = 0.5;

    private static final double[] DISTANCES = DoubleStream.concat(
                    IntStream.rangeClosed(0, 16).asDoubleStream(), DoubleStream.of(24, 32, 48, 64, 128, 256))
            .map(distance -> distance == 0 ? ALMOST_NOTHING : distance)
            .toArray();

    private static final double[] COUNTS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000};

    private final DistributionSummary nearest;
    private final DistributionSummary farthest;
    private final DistributionSummary ties;
    private final DistributionSummary hits;
    private final Counter tables;
    private final Counter scans;
    private final Counter filters;

    ResultMetrics(MeterRegistry registry) {
        this.nearest =
                summary(registry, "nearest.distance", "Distance of the first hit; of searches with hits", DISTANCES);
        this.farthest = summary(registry, "kth.distance", "Distance of the last hit; of searches with hits", DISTANCES);
        this.ties = summary(registry, "ties", "Hits that are as far as the last one, itself among them", COUNTS);
        this.hits = summary(registry, "results", "Hits that the index gave back", COUNTS);
        this.tables = segments(registry, "tables");
        this.scans = segments(registry, "scan");
        this.filters = segments(registry, "filter");
    }

    void found(SearchResult result) {
        SearchPlan plan = result.plan();
        tables.increment(plan.segmentsByTables());
        scans.increment(plan.segmentsByScan());
        filters.increment(plan.segmentsByFilter());
        List<Neighbour> found = result.neighbours();
        hits.record(found.size());
        if (!found.isEmpty()) {
            int last = found.getLast().distance();
            nearest.record(found.getFirst().distance());
            farthest.record(last);
            int from = found.size() - 1;
            while (from > 0 && found.get(from - 1).distance() == last) {
                from--;
            }
            ties.record((double) found.size() - from);
        }
    }

    private static DistributionSummary summary(
            MeterRegistry registry, String name, String description, double... buckets) {
        return DistributionSummary.builder("corrsh.search." + name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Counter segments(MeterRegistry registry, String plan) {
        return Counter.builder("corrsh.search.segments")
                .description("Segments of the index by how a search went through them")
                .tag("plan", plan)
                .register(registry);
    }
}

package io.corrsh.service.admission;

import io.corrsh.model.batch.FairLimit;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets requests in, or tells when to come back. */
@Component
final class Admission {

    private final FairLimit seats;
    private final CallerRates rates;
    private final AdmissionMetrics metrics;

    Admission(CorrshProperties properties, AdmissionMetrics metrics) {
        this.seats = new FairLimit(properties.limits().concurrent());
        this.rates = new CallerRates(properties.rates());
        this.metrics = metrics;
        metrics.watch(seats);
    }

    /**
     * Looks at a request before its body is read, which may be all that is done for it.
     *
     * @throws ProblemException if the caller asks too often, or others are served first
     */
    void arrive(String caller) {
        Duration wait = rates.takeRequest(caller);
        if (wait.isPositive()) {
            metrics.rate();
            throw new ProblemException(ProblemKind.TOO_MANY_REQUESTS, "Too many requests of this caller", wait);
        }
        if (!seats.hasRoom(caller)) {
            throw overloaded();
        }
    }

    /**
     * Takes a seat, which is given back by {@link #leave}.
     *
     * @throws ProblemException if there is none
     */
    void enter(String caller) {
        if (!seats.tryAcquire(caller, 1)) {
            throw overloaded();
        }
    }

    void leave(String caller) {
        seats.release(caller, 1);
    }

    /**
     * Takes texts of a caller's quota.
     *
     * @throws ProblemException if it is used up
     */
    void takeTexts(String caller, int count) {
        Duration wait = rates.takeTexts(caller, count);
        if (wait.isPositive()) {
            metrics.quota();
            throw new ProblemException(
                    ProblemKind.TOO_MANY_REQUESTS, "The texts of this caller's day are used up", wait);
        }
    }

    private ProblemException overloaded() {
        metrics.concurrency();
        return new ProblemException(
                ProblemKind.OVERLOADED,
                "%d requests are being answered".formatted(seats.total()),
                Duration.ofSeconds(1));
    }
}

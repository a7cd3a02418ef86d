package io.corrsh.service.admission;

import io.corrsh.model.batch.Caller;
import io.corrsh.model.batch.FairLimit;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets requests in, or tells when to come back. */
@Component
final class Admission {

    private final FairLimit seats;
    private final CallerRates requests;
    private final CallerRates texts;
    private final AdmissionMetrics metrics;

    Admission(CorrshProperties properties, AdmissionMetrics metrics) {
        this.seats = new FairLimit(properties.limits().concurrent());
        this.requests = CallerRates.requests(properties.rates());
        this.texts = CallerRates.texts(properties.rates());
        this.metrics = metrics;
        metrics.watch(seats);
    }

    /**
     * Looks at a request before its body is read, which may be all that is done for it.
     *
     * @param response is told what the caller has left, where its requests are limited
     * @throws ProblemException if the caller asks too often, or others are served first and it does not wait for room
     */
    void arrive(Caller caller, HttpServletResponse response) {
        if (requests.isLimited()) {
            Allowance allowance = requests.take(caller.name(), 1);
            allowance.writeTo(response);
            if (!allowance.granted()) {
                metrics.rate();
                throw new ProblemException(
                        ProblemKind.TOO_MANY_REQUESTS,
                        "A caller may send %d requests at once".formatted(allowance.limit()),
                        allowance.grantedIn());
            }
        }
        if (!caller.patient() && !seats.hasRoom(caller.name())) {
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
        if (!texts.isLimited()) {
            return;
        }
        if (count > texts.capacity()) {
            metrics.quota();
            throw new ProblemException(
                    ProblemKind.TOO_MANY_REQUESTS,
                    "A caller may have %d texts encoded a day, got %d at once".formatted(texts.capacity(), count));
        }
        Allowance allowance = texts.take(caller, count);
        if (!allowance.granted()) {
            metrics.quota();
            throw new ProblemException(
                    ProblemKind.TOO_MANY_REQUESTS,
                    "A caller may have %d texts encoded a day: %d are left, got %d"
                            .formatted(allowance.limit(), allowance.remaining(), count),
                    allowance.grantedIn());
        }
    }

    void giveBackTexts(String caller, int count) {
        if (texts.isLimited()) {
            texts.giveBack(caller, count);
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

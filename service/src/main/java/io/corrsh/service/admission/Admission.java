package io.corrsh.service.admission;

import io.corrsh.model.batch.EncodeRefusedException;
import io.corrsh.model.batch.FairLimit;
import io.corrsh.service.admission.rates.Allowance;
import io.corrsh.service.admission.rates.CallerRates;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Lets requests in, or tells when to come back. */
@Component
final class Admission {

    private final FairLimit seats;
    private final CallerRates requests;
    private final CallerRates texts;
    private final AdmissionMetrics metrics;
    private final Supplier<TextRoom> room;

    Admission(CorrshProperties properties, AdmissionMetrics metrics, ObjectProvider<TextRoom> room) {
        this.seats = new FairLimit(properties.limits().concurrent());
        this.requests = CallerRates.requests(properties.rates());
        this.texts = CallerRates.texts(properties.rates());
        this.metrics = metrics;
        this.room = SingletonSupplier.of(room::getObject);
        metrics.watch(seats);
    }

    /**
     * Looks at the head of a request, and takes nothing of what its caller may ask for.
     *
     * @param response is told what the caller has left, where its requests are limited
     * @throws ProblemException if the caller asks too often, or others are served first and it does not wait for room
     */
    void look(String caller, HttpServletRequest request, HttpServletResponse response) {
        Allowance allowance = requests.isLimited() ? requests.look(caller) : null;
        if (allowance != null && !allowance.granted()) {
            throw tooOften(allowance, response);
        }
        try {
            requireRoom(caller, request);
        } catch (ProblemException e) {
            if (allowance != null) {
                allowance.writeTo(response);
            }
            throw e;
        }
    }

    /** As {@link #look}, and takes the request of those that its caller may ask for. */
    void arrive(String caller, HttpServletRequest request, HttpServletResponse response) {
        if (requests.isLimited()) {
            Allowance allowance = requests.take(caller, 1);
            if (!allowance.granted()) {
                throw tooOften(allowance, response);
            }
            allowance.writeTo(response);
        }
        requireRoom(caller, request);
    }

    /** Counts a request that was sent away before the guard, where all others are counted. */
    void refusedEarly(HttpServletRequest request, long nanos) {
        metrics.answered(request.getMethod(), nanos);
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

    private void requireRoom(String caller, HttpServletRequest request) {
        if (RequestHead.isPatient(request)) {
            return;
        }
        if (!seats.hasRoom(caller)) {
            throw overloaded();
        }
        EncodeRefusedException full =
                RequestHead.isToEncode(request) ? room.get().refusal(caller) : null;
        if (full != null) {
            metrics.queue();
            throw new ProblemException(ProblemKind.OVERLOADED, String.valueOf(full.getMessage()), full.retryAfter());
        }
    }

    private ProblemException tooOften(Allowance allowance, HttpServletResponse response) {
        metrics.rate();
        allowance.writeTo(response);
        return new ProblemException(
                ProblemKind.TOO_MANY_REQUESTS,
                "A caller may send %d requests at once".formatted(allowance.limit()),
                allowance.grantedIn());
    }

    private ProblemException overloaded() {
        metrics.concurrency();
        return new ProblemException(
                ProblemKind.OVERLOADED, seats.total() + " requests are being answered", Duration.ofSeconds(1));
    }
}

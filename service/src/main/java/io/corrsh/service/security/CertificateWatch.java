package io.corrsh.service.security;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.SslInfo;
import org.springframework.boot.info.SslInfo.CertificateInfo;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says in the log when a certificate of the service will soon end, has ended, is not good yet or was replaced: at the start, when its files change, and
 * when time passes. Metrics and health tell the same ({@code ssl_chain_expiry_seconds}, {@code ssl}).
 */
@Component
final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration SOON = Duration.ofDays(14);

    private final SslBundles bundles;
    private final Map<String, State> told = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("corrsh-certificates").daemon().factory());

    private enum State {
        EARLY,
        GOOD,
        SOON,
        ENDED
    }

    CertificateWatch(SslBundles bundles, MeterRegistry registry) {
        this.bundles = bundles;
        Gauge.builder("corrsh.certificates.early", this, CertificateWatch::early)
                .description(
                        "Certificates that are not good yet: the clock is wrong, or they were put in place too soon")
                .register(registry);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        for (String name : bundles.getBundleNames()) {
            bundles.addBundleUpdateHandler(name, bundle -> {
                LOG.info("The certificate of the bundle '{}' was read again", name);
                thread.execute(this::look);
            });
        }
        if (!bundles.getBundleNames().isEmpty()) {
            thread.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.MINUTES);
        }
    }

    private long early() {
        Instant now = Clock.systemUTC().instant();
        return certificates()
                .filter(one -> stateOf(one.certificate, now) == State.EARLY)
                .count();
    }

    private void look() {
        Instant now = Clock.systemUTC().instant();
        try {
            certificates().forEach(one -> tell(one, now));
        } catch (RuntimeException e) {
            // The next look may go better.
            LOG.error("The certificates cannot be looked at: {}", e.toString());
        }
    }

    private Stream<Known> certificates() {
        if (bundles.getBundleNames().isEmpty()) {
            return Stream.empty();
        }
        return new SslInfo(bundles)
                .getBundles().stream()
                        .flatMap(bundle -> bundle.getCertificateChains().stream()
                                .flatMap(chain -> chain.getCertificates().stream())
                                .map(certificate -> new Known(bundle.getName(), certificate)));
    }

    private static State stateOf(CertificateInfo certificate, Instant now) {
        Instant begins = certificate.getValidityStarts();
        Instant ends = certificate.getValidityEnds();
        if (begins != null && now.isBefore(begins)) {
            return State.EARLY;
        }
        if (ends == null) {
            return State.GOOD;
        }
        return !ends.isAfter(now) ? State.ENDED : ends.isBefore(now.plus(SOON)) ? State.SOON : State.GOOD;
    }

    /** Once for each change. */
    private void tell(Known one, Instant now) {
        String bundle = one.bundle;
        String subject = String.valueOf(one.certificate.getSubject());
        Instant ends = one.certificate.getValidityEnds();
        State state = stateOf(one.certificate, now);
        if (told.put(bundle + " " + subject, state) != state) {
            switch (state) {
                case EARLY ->
                    LOG.error(
                            "The certificate '{}' of the bundle '{}' is not good before {}, and the clock says {}: clients refuse the service",
                            subject,
                            bundle,
                            one.certificate.getValidityStarts(),
                            now);
                case ENDED ->
                    LOG.error(
                            "The certificate '{}' of the bundle '{}' ended at {}: clients refuse the service; put a new one into its files",
                            subject,
                            bundle,
                            ends);
                case SOON ->
                    LOG.warn("The certificate '{}' of the bundle '{}' ends at {}: renew it", subject, bundle, ends);
                case GOOD ->
                    LOG.info("The certificate '{}' of the bundle '{}' is good until {}", subject, bundle, ends);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record Known(String bundle, CertificateInfo certificate) {}
}

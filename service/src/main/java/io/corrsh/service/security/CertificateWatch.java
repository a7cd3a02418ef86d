package io.corrsh.service.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.SslInfo;
import org.springframework.boot.info.SslInfo.BundleInfo;
import org.springframework.boot.info.SslInfo.CertificateChainInfo;
import org.springframework.boot.info.SslInfo.CertificateInfo;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says in the log when a certificate of the service will soon end, has ended or was replaced: at the start, when its files change, and
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
        GOOD,
        SOON,
        ENDED
    }

    CertificateWatch(SslBundles bundles) {
        this.bundles = bundles;
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
            thread.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.HOURS);
        }
    }

    private void look() {
        Instant now = Clock.systemUTC().instant();
        try {
            for (BundleInfo bundle : new SslInfo(bundles).getBundles()) {
                for (CertificateChainInfo chain : bundle.getCertificateChains()) {
                    for (CertificateInfo certificate : chain.getCertificates()) {
                        Instant ends = certificate.getValidityEnds();
                        if (ends != null) {
                            tell(bundle.getName(), String.valueOf(certificate.getSubject()), ends, now);
                        }
                    }
                }
            }
        } catch (RuntimeException e) {
            // The next look may go better.
            LOG.error("The certificates cannot be looked at: {}", e.toString());
        }
    }

    /** Once for each change. */
    private void tell(String bundle, String subject, Instant ends, Instant now) {
        State state = !ends.isAfter(now) ? State.ENDED : ends.isBefore(now.plus(SOON)) ? State.SOON : State.GOOD;
        if (told.put(bundle + " " + subject, state) != state) {
            switch (state) {
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
}

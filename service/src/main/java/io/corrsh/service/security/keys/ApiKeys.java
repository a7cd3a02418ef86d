package io.corrsh.service.security.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, read again when it changes, so that keys are given and taken away without a restart. Safe for use
 * by several threads.
 *
 * <p>A file that has become unreadable or broken leaves the keys as they were, and says so in the log: a slip of the
 * operator must neither lock everybody out nor let anybody in.
 */
public final class ApiKeys {

    private static final Logger LOGGER = LoggerFactory.getLogger(ApiKeys.class);
    private static final long LOOK_EVERY_SECONDS = 1;

    private final Path file;
    private final Clock clock;
    private volatile State state;

    private record State(List<ApiKey> keys, Object version, Instant looked, boolean broken) {}

    /**
     * Reads the keys.
     *
     * @throws UnusableKeysException if the file can't be read or a line is broken
     */
    public ApiKeys(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        try {
            this.state = new State(ApiKeyFile.read(file), version(), clock.instant(), false);
        } catch (IOException e) {
            throw new UnusableKeysException(file, e);
        }
    }

    /** How many keys may be used now. */
    long valid() {
        Instant now = clock.instant();
        return current(now).stream().filter(key -> key.isValidAt(now)).count();
    }

    /** Whether the file could not be read when it was last looked at, so that the keys are those of before. */
    boolean isStale() {
        current(clock.instant());
        return state.broken();
    }

    /** The key with these characters, if it is known and still valid; takes the same time whichever it is. */
    Optional<ApiKey> find(String secret) {
        Instant now = clock.instant();
        byte[] hash = ApiKey.hash(secret);
        ApiKey found = null;
        for (ApiKey key : current(now)) {
            if (key.matches(hash)) {
                found = key;
            }
        }
        return Optional.ofNullable(found).filter(key -> key.isValidAt(now));
    }

    private List<ApiKey> current(Instant now) {
        State known = state;
        if (!now.isBefore(known.looked().plusSeconds(LOOK_EVERY_SECONDS)) || now.isBefore(known.looked())) {
            synchronized (this) {
                if (state == known) {
                    state = reread(known, now);
                }
            }
        }
        return state.keys();
    }

    private State reread(State known, Instant now) {
        Object version = known.version();
        try {
            version = version();
            if (version.equals(known.version())) {
                return new State(known.keys(), version, now, known.broken());
            }
            List<ApiKey> keys = ApiKeyFile.read(file);
            LOGGER.info("Read {} API keys from {}", keys.size(), file);
            return new State(keys, version, now, false);
        } catch (IOException e) {
            if (!known.broken() || !version.equals(known.version())) {
                LOGGER.error("The API keys stay as they were: {}", e.toString());
            }
            return new State(known.keys(), version, now, true);
        }
    }

    private Object version() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // The file key tells a file that was moved into place within the clock's resolution.
        return List.of(attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
    }
}

package io.corrsh.service.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTests {

    @TempDir
    private Path directory;

    private Path file;
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @BeforeEach
    void place() {
        file = directory.resolve("keys");
    }

    private String add(String name, Role role, Instant expires) throws IOException {
        ApiKey.Issued issued = ApiKey.issue(name, role, expires);
        ApiKeyFile.add(file, issued.key());
        return issued.secret();
    }

    @Test
    void theFileHoldsNoKey() throws IOException {
        String secret = add("a", Role.READ, null);
        assertThat(Files.readString(file)).startsWith("a read ").doesNotContain(secret.substring(7));
        assertThat(ApiKey.issue("a", Role.READ, null).toString()).isEqualTo("Issued[a]");
    }

    @Test
    void onlyTheOwnerReadsTheFile() throws IOException {
        add("a", Role.READ, null);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void keysAreGivenAndTakenWithoutARestart() throws IOException {
        String first = add("first", Role.READ, null);
        ApiKeys keys = new ApiKeys(file, clock);
        String second = add("second", Role.WRITE, null);
        now = now.plusSeconds(2);
        assertThat(keys.find(second)).map(ApiKey::role).hasValue(Role.WRITE);
        assertThat(ApiKeyFile.remove(file, "first")).isTrue();
        assertThat(ApiKeyFile.remove(file, "first")).isFalse();
        now = now.plusSeconds(2);
        assertThat(keys.find(first)).isEmpty();
        assertThat(keys.find(second)).isPresent();
    }

    @Test
    void aKeyEndsWhenItExpires() throws IOException {
        String secret = add("a", Role.READ, now.plusSeconds(10));
        ApiKeys keys = new ApiKeys(file, clock);
        assertThat(keys.find(secret)).isPresent();
        now = now.plusSeconds(10);
        assertThat(keys.find(secret)).isEmpty();
    }

    @Test
    void aFileThatBreaksLeavesTheKeysAsTheyWere() throws IOException {
        String secret = add("a", Role.READ, null);
        ApiKeys keys = new ApiKeys(file, clock);
        Files.writeString(file, "a read nonsense\n");
        now = now.plusSeconds(2);
        assertThat(keys.find(secret)).isPresent();
        Files.delete(file);
        now = now.plusSeconds(2);
        assertThat(keys.find(secret)).isPresent();
        Files.writeString(file, "# nobody\n");
        now = now.plusSeconds(2);
        assertThat(keys.find(secret)).isEmpty();
    }

    @Test
    void aClockThatJumpsBackStillSeesChanges() throws IOException {
        String secret = add("a", Role.READ, null);
        ApiKeys keys = new ApiKeys(file, clock);
        ApiKeyFile.remove(file, "a");
        now = now.minusSeconds(3600);
        assertThat(keys.find(secret)).isEmpty();
    }

    @Test
    void aBrokenLineIsNamedButNotRepeated() throws IOException {
        Files.writeString(file, "# keys\n\na read corrsh_pasted_by_mistake\n");
        assertThatExceptionOfType(UnusableKeysException.class)
                .isThrownBy(() -> new ApiKeys(file, clock))
                .withMessageContaining("line 3")
                .withMessageContaining("64 lower-case hexadecimal digits")
                .withMessageNotContaining("pasted");
        Files.writeString(file, "a owner " + "0".repeat(64));
        assertThatIOException()
                .isThrownBy(() -> ApiKeyFile.read(file))
                .withMessageContaining("'role' must be read, write or admin, got 'owner'");
    }

    @Test
    void aNameIsThereOnce() throws IOException {
        add("a", Role.READ, null);
        assertThatIOException()
                .isThrownBy(() -> add("a", Role.ADMIN, null))
                .withMessageContaining("a key named 'a' already");
    }

    @Test
    void anAddressThatTriesKeysHasToWait() {
        FailureLimit limit = new FailureLimit(3);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.wait("1.2.3.4")).isZero();
            limit.failed("1.2.3.4");
        }
        assertThat(limit.wait("1.2.3.4")).isPositive();
        assertThat(limit.wait("1.2.3.5")).isZero();
    }
}

package io.corrsh.model.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairLimitTests {

    private final FairLimit limit = new FairLimit(100);

    @Test
    void takesACallOfAnySizeAsLongAsThereIsRoom() {
        assertThat(limit.tryAcquire("a", 99)).isTrue();
        assertThat(limit.tryAcquire("a", 10_000)).isTrue();
        assertThat(limit.tryAcquire("a", 1)).isFalse();
        limit.release("a", 10_000);
        assertThat(limit.tryAcquire("a", 1)).isTrue();
        assertThat(limit.total()).isEqualTo(100);
    }

    @Test
    void leavesRoomToThoseWhoHaveLessThanTheirShare() {
        assertThat(limit.tryAcquire("greedy", 120)).isTrue();
        assertThat(limit.tryAcquire("greedy", 1)).isFalse();
        for (int i = 0; i < 50; i++) {
            assertThat(limit.tryAcquire("small", 1)).as("text %d", i).isTrue();
        }
        assertThat(limit.tryAcquire("small", 1)).as("half of 100 is its share").isFalse();
    }

    @Test
    void endsForEverybodyAtTwiceTheLimit() {
        assertThat(limit.tryAcquire("greedy", 150)).isTrue();
        assertThat(limit.tryAcquire("large", 50)).isTrue();
        assertThat(limit.tryAcquire("small", 1)).isFalse();
        limit.release("large", 50);
        assertThat(limit.tryAcquire("small", 1)).isTrue();
    }
}

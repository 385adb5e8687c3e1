package io.tickhouse.streams.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
    @Test
    void theOldestIdIsForgottenWhenTheLimitIsReached() {
        SeenIds ids = new SeenIds(2);
        ids.add("a", 1);
        ids.add("b", 2);
        assertThat(ids.seen("a")).isTrue();
        assertThat(ids.add("c", 3)).isZero();
        assertThat(ids.seen("a")).isFalse();
        assertThat(ids.seen("b")).isTrue();
        assertThat(ids.seen("c")).isTrue();
    }

    @Test
    void aRestoredMemoryGoesOnInTheSameSlot() {
        SeenIds ids = new SeenIds(3, 4, 10, 40);
        ids.restore(0, "d");
        ids.restore(1, "b");
        ids.restore(2, "c");
        assertThat(ids.seen("b")).isTrue();
        assertThat(ids.add("e", 50)).isEqualTo(1);
        assertThat(ids.seen("b")).isFalse();
        assertThat(ids.touches(45, 51)).isTrue();
        assertThat(ids.touches(51, 60)).isFalse();
    }
}

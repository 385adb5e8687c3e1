package io.tickhouse.streams.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenIdsTest {
    @Test
    void theOldestIdIsForgottenWhenTheLimitIsReached() {
        SeenIds ids = new SeenIds(2);
        ids.add("a");
        ids.add("b");
        assertThat(ids.seen("a")).isTrue();
        ids.add("c");
        assertThat(ids.seen("a")).isFalse();
        assertThat(ids.seen("b")).isTrue();
        assertThat(ids.seen("c")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itIsAPlainQueueOfTheLastIdsEvenWhenSavedAndRestored(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(1_000);
        Deque<String> queue = new ArrayDeque<>();
        Set<String> plain = new HashSet<>();
        Map<Integer, long[]> saved = new HashMap<>();
        SeenIds ids = new SeenIds(limit);
        for (int i = 0; i < 20_000; i++) {
            String id = random.nextBoolean()
                    ? Long.toString(random.nextInt(3 * limit))
                    : new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(ids.seen(id)).as("seed " + seed + ", id " + id).isEqualTo(plain.contains(id));
            if (plain.add(id)) {
                ids.add(id);
                queue.add(id);
                if (queue.size() > limit) {
                    plain.remove(queue.remove());
                }
            }
            if (random.nextInt(500) == 0) {
                ids.save(saved::put);
                ids = new SeenIds(limit, ids.added());
                saved.forEach(ids::restore);
            }
        }
    }
}

package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Test
    void theBoundDoublesWithEveryFailureUpToTheCap() {
        assertThat(IntStream.of(1, 2, 3, 6, 7, 8, 1_000, Integer.MAX_VALUE)
                        .mapToObj(backoff::bound)
                        .map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 16_000L, 30_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void delaysSpreadOverTheWholeBoundAndNeverExceedIt() {
        Random random = new Random(1);
        List<Long> millis = IntStream.range(0, 2_000)
                .mapToLong(i -> backoff.delay(3, random).toMillis())
                .boxed()
                .toList();
        assertThat(millis).allMatch(delay -> delay >= 0 && delay <= 2_000);
        assertThat(millis).anyMatch(delay -> delay < 100).anyMatch(delay -> delay > 1_900);
    }
}

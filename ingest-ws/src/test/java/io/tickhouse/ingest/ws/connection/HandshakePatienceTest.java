package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandshakePatienceTest {
    private final HandshakePatience patience = new HandshakePatience(Duration.ofMillis(100));

    @Test
    void itStaysShortForThreeAndThenDoublesUpToSixteenTimes() {
        assertThat(IntStream.range(0, 9).mapToLong(_ -> {
                    Duration next = patience.next();
                    patience.failed(next);
                    return next.toMillis();
                }))
                .containsExactly(100L, 100L, 100L, 200L, 400L, 800L, 1_600L, 1_600L, 1_600L);
    }

    @Test
    void whatFailsAtOnceIsNotTooSlow() {
        IntStream.range(0, 20).forEach(_ -> patience.failed(Duration.ofMillis(1)));
        assertThat(patience.next()).hasMillis(100);
    }

    @Test
    void aVenueThatIsFarAwayIsRememberedAsOneUntilItIsNear() {
        IntStream.range(0, 4).forEach(_ -> patience.failed(patience.next()));
        patience.made(Duration.ofMillis(150));
        assertThat(patience.next()).hasMillis(400);
        patience.made(Duration.ofMillis(99));
        assertThat(patience.next()).hasMillis(100);
    }
}

package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameQueueTest {
    private final FrameQueue frames = new FrameQueue(2);

    @Test
    void whenItIsFullTheSocketWaitsAndNothingIsDropped() throws Exception {
        Thread socket = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0; i < 3; i++) {
                    frames.put(new Frame(new byte[] {(byte) i}, Instant.EPOCH));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> frames.waits() == 1);
        assertThat(frames.size()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            byte expected = (byte) i;
            assertThat(frames.poll(Duration.ofSeconds(10)))
                    .isNotNull()
                    .satisfies(frame -> assertThat(frame.payload()).containsExactly(expected));
        }
        socket.join();
        assertThat(frames.poll(Duration.ofMillis(1))).isNull();
    }
}

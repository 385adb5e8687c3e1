package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.ingest.ws.venue.Limits;
import io.tickhouse.service.StopSignal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectGateTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void attemptsStayBelowTheVenuesLimitInAnyWindow() throws Exception {
        // 60 in 3 s: 10 at once, then 16 a second
        ConnectGate gate = new ConnectGate(new Limits(1, 1, 1, 60, Duration.ofSeconds(3), Duration.ofHours(24)));
        long begun = System.nanoTime();
        int attempts = 0;
        while (System.nanoTime() - begun < Duration.ofSeconds(2).toNanos()) {
            gate.enter(stop);
            gate.reached();
            attempts++;
        }
        assertThat(attempts).isBetween(15, 44);
    }

    @Test
    void whileTheVenueIsAwayOneTriesAndWhenItIsBackAllMay() throws Exception {
        ConnectGate gate = new ConnectGate(new Limits(1, 1, 1, 300, Duration.ofSeconds(3), Duration.ofHours(24)));
        gate.enter(stop);
        gate.missed();
        gate.enter(stop); // this thread probes now
        AtomicInteger entered = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    gate.enter(stop);
                    entered.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        await().during(Duration.ofMillis(300)).until(() -> entered.get() == 0);
        gate.reached();
        await().atMost(Duration.ofSeconds(1)).until(() -> entered.get() == 5);
    }

    @Test
    void theStopEndsTheWait() throws Exception {
        ConnectGate gate = new ConnectGate(new Limits(1, 1, 1, 1, Duration.ofHours(1), Duration.ofHours(24)));
        gate.enter(stop);
        gate.enter(stop);
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                gate.enter(stop);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stop.stop();
        waiting.join();
        assertThat(waiting.isAlive()).isFalse();
    }
}

package io.tickhouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopSignalTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void listenersHearOfTheStopOnce() {
        AtomicInteger heard = new AtomicInteger();
        stop.onStop(heard::incrementAndGet);
        assertThat(stop.isStopping()).isFalse();
        stop.stop();
        stop.stop();
        assertThat(stop.isStopping()).isTrue();
        assertThat(heard).hasValue(1);
    }

    @Test
    void aListenerThatComesLateHearsAtOnce() {
        stop.stop();
        AtomicInteger heard = new AtomicInteger();
        stop.onStop(heard::incrementAndGet);
        assertThat(heard).hasValue(1);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersFromHearing() {
        AtomicInteger heard = new AtomicInteger();
        stop.onStop(() -> {
            throw new IllegalStateException("broken listener");
        });
        stop.onStop(heard::incrementAndGet);
        stop.stop();
        assertThat(heard).hasValue(1);
    }

    @Test
    @Timeout(20)
    void whoeverWaitsGoesOnWhenTheStopComes() throws InterruptedException {
        assertThat(stop.await(Duration.ofMillis(1))).isFalse();
        Thread stopper = Thread.ofVirtual().start(stop::stop);
        stop.await();
        assertThat(stop.await(Duration.ZERO)).isTrue();
        stopper.join();
    }
}

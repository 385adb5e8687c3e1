package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.ingest.ws.TestVenue;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionKeeperTest {
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    private final FrameQueue frames = new FrameQueue(10);
    private final Liveness liveness = new Liveness();
    private final StopSignal stop = new StopSignal();

    @Test
    void aFrameIsHandedOverAsItsBytes() throws Exception {
        try (TestVenue venue = new TestVenue();
                Kept kept = keep(venue.url(), Duration.ofSeconds(60))) {
            TestVenue.Client client = venue.client();
            assertThat(client.requestLine()).isEqualTo("GET /stream?x=1 HTTP/1.1");
            client.send("{\"币\":\"" + "x".repeat(1_000) + "\"}");
            assertThat(frames.poll(Duration.ofSeconds(20)))
                    .isNotNull()
                    .extracting(frame -> new String(frame.payload(), StandardCharsets.UTF_8))
                    .asString()
                    .startsWith("{\"币\":\"x")
                    .hasSize(1_008);
            assertThat(kept.thread().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1008, 1011})
    void aCloseWhateverItsCodeIsFollowedByANewConnection(int code) throws Exception {
        try (TestVenue venue = new TestVenue();
                Kept kept = keep(venue.url(), Duration.ofSeconds(60))) {
            venue.client().close(code);
            venue.client().send("again");
            assertThat(frames.poll(Duration.ofSeconds(20))).isNotNull();
            assertThat(states)
                    .anyMatch(state -> state instanceof ConnectionState.BackingOff off
                            && off.why().contains("code " + code));
            assertThat(kept.thread().isAlive()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsGoneWithoutAWordIsMadeAnew() throws Exception {
        try (TestVenue venue = new TestVenue();
                Kept kept = keep(venue.url(), Duration.ofSeconds(60))) {
            venue.client().abort();
            venue.client().send("again");
            assertThat(frames.poll(Duration.ofSeconds(20))).isNotNull();
            assertThat(kept.thread().isAlive()).isTrue();
        }
    }

    @Test
    void pingsAreAnsweredButKeepNoConnectionAliveThatCarriesNoData() throws Exception {
        try (TestVenue venue = new TestVenue();
                Kept kept = keep(venue.url(), Duration.ofMillis(500))) {
            TestVenue.Client silent = venue.client();
            silent.ping();
            assertThat(silent.awaitPong()).isTrue();
            venue.client();
            assertThat(states)
                    .anyMatch(state -> state instanceof ConnectionState.BackingOff off
                            && off.why().startsWith("stale: no record for 500 ms"));
            assertThat(kept.thread().isAlive()).isTrue();
        }
    }

    @Test
    void goodDataMakesTheConnectionLiveAndBeginsTheCountOfAttemptsAnew() throws Exception {
        try (TestVenue venue = new TestVenue();
                Kept kept = keep(venue.url(), Duration.ofSeconds(60))) {
            venue.client().close(1000);
            venue.client().close(1000);
            TestVenue.Client third = venue.client();
            assertThat(attempts()).containsExactly(1, 2, 3);
            liveness.good();
            await().until(() -> states.contains(new ConnectionState.Live()));
            third.close(1000);
            venue.client();
            assertThat(attempts()).containsExactly(1, 2, 3, 2);
            assertThat(kept.thread().isAlive()).isTrue();
        }
    }

    @Test
    void aVenueThatIsNotThereIsTriedAgainAndAgainUntilTheStop() throws Exception {
        try (Kept kept = keep("ws://127.0.0.1:1", Duration.ofSeconds(60))) {
            await().until(() -> attempts().contains(3));
            assertThat(kept.thread().isAlive()).isTrue();
        }
        assertThat(states).last().isEqualTo(new ConnectionState.Closed());
        assertThat(states)
                .anyMatch(state -> state instanceof ConnectionState.BackingOff off
                        && off.why().contains("cannot open a WebSocket at ws://127.0.0.1:1"));
    }

    private List<Integer> attempts() {
        return states.stream()
                .filter(ConnectionState.Connecting.class::isInstance)
                .map(state -> ((ConnectionState.Connecting) state).attempt())
                .toList();
    }

    private Kept keep(String url, Duration stale) {
        ConnectionKeeper keeper = new ConnectionKeeper(
                URI.create(url + "/stream?x=1"),
                new ConnectionKeeper.Settings(Duration.ofSeconds(5), stale, SHORT),
                frames,
                liveness,
                states::add,
                stop);
        return new Kept(Thread.ofPlatform().name("kept").start(keeper), stop);
    }

    /** The keeper's thread; closing it stops it and waits for its end. */
    private record Kept(Thread thread, StopSignal stop) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stop.stop();
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(thread.isAlive()).isFalse();
        }
    }
}

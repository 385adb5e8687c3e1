package io.tickhouse.ingest.ws.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.ingest.ws.TestVenue;
import io.tickhouse.ingest.ws.connection.Backoff;
import io.tickhouse.ingest.ws.connection.ConnectGate;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.ConnectionSettings;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.ingest.ws.connection.Inbound;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection of a venue through all that ends connections, with the venue's own requests, answers and data. */
final class ReconnectScript implements AutoCloseable {
    private final VenueAdapter adapter;
    private final SocketFrames frames;
    private final TestVenue venue = new TestVenue();
    private final Inbox inbox = new Inbox(1_000, 1_000_000);
    private final StopSignal stop = new StopSignal();
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    ReconnectScript(VenueAdapter adapter, SocketFrames frames) throws Exception {
        this.adapter = adapter;
        this.frames = frames;
        venue.granting(false);
        List<Subscription> channels = adapter.streams()
                .subscriptions(new Selection(List.of(BookFrames.SYMBOL), Set.of(DataType.TRADES), List.of()));
        String root = channels.getFirst().root();
        ConnectionPlan plan = new ConnectionPlan("c1", root, adapter.streams().address(venue.url(), root), channels);
        ConnectionKeeper keeper = new ConnectionKeeper(
                plan,
                adapter.streams(),
                new ConnectionSettings(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                        Duration.ofHours(1),
                        Duration.ofMillis(50)),
                new ConnectGate(adapter.streams().limits()),
                inbox,
                "script",
                stop);
        threads.add(Thread.ofPlatform().name("keeper").start(keeper));
        threads.add(Thread.ofPlatform().name("reader").start(this::read));
    }

    void run() throws Exception {
        live(1).close(1000);
        live(2).abort();
        // not answered, then refused, then granted
        venue.client().text();
        TestVenue.Client refused = venue.client();
        refused.send(frames.refusal(refused.text()));
        TestVenue.Client silent = live(3);
        // pings are answered and are no data
        silent.ping();
        assertThat(silent.awaitPong()).isTrue();
        TestVenue.Client last = live(4);
        assertThat(states)
                .filteredOn(ConnectionState.BackingOff.class::isInstance)
                .extracting(state -> ((ConnectionState.BackingOff) state).why())
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("closed with code 1000"),
                        why -> assertThat(why).startsWith("closed with code 1006"),
                        why -> assertThat(why).startsWith("expected the answers to requests"),
                        why -> assertThat(why).contains("refused"),
                        why -> assertThat(why).startsWith("stale: no record for 2000 ms"));
        assertThat(states)
                .filteredOn(ConnectionState.Connecting.class::isInstance)
                .extracting(state -> ((ConnectionState.Connecting) state).attempt())
                .as("failures are forgotten when data comes")
                .containsExactly(1, 2, 2, 3, 4, 2);
        for (String leaving : frames.leaving()) {
            last.send(leaving);
            TestVenue.Client next = granted();
            next.send(frames.trade(5));
            await().until(() -> states.getLast() instanceof ConnectionState.Live
                    && states.stream().anyMatch(ConnectionState.Rotating.class::isInstance)
                    && venue.connected().equals(List.of(next)));
        }
        close();
        assertThat(states.getLast()).isEqualTo(new ConnectionState.Closed());
    }

    private TestVenue.Client granted() throws Exception {
        TestVenue.Client client = venue.client();
        for (String answer : frames.acknowledgements(client.text())) {
            client.send(answer);
        }
        return client;
    }

    private TestVenue.Client live(long trade) throws Exception {
        TestVenue.Client client = granted();
        await().until(() ->
                states.getLast() instanceof ConnectionState.Subscribing subscribing && subscribing.outstanding() == 0);
        client.send(frames.trade(trade));
        await().until(() -> states.getLast() instanceof ConnectionState.Live);
        return client;
    }

    private void read() {
        FrameDecoder decoder = adapter.frames();
        List<Inbound> items = new ArrayList<>();
        try {
            while (!stop.isStopping() || !inbox.isEmpty() || threads.getFirst().isAlive()) {
                inbox.drain(items, 100, Duration.ofMillis(20));
                items.forEach(item -> read(decoder, item));
                items.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(FrameDecoder decoder, Inbound item) {
        if (item instanceof Inbound.Changed changed) {
            states.add(changed.state());
        } else if (item instanceof Inbound.Frame frame
                && decoder.decode(frame.text().getBytes(StandardCharsets.UTF_8), frame.receiveTime())
                        instanceof Decoded.Mapped(List<Message> messages)) {
            for (Message message : messages) {
                switch (message) {
                    case Message.Decimals _, Message.Condition _ -> {
                        // of no concern to a connection
                    }
                    case Message.Fact _, Message.Book _ -> frame.link().good(frame.receivedNanos());
                    case Message.Acknowledged(String id) -> frame.link().acknowledged(id);
                    case Message.Refused(String id, String symbol, String cause) ->
                        frame.link().refused(id, symbol, cause);
                    case Message.Leaving(String why) -> frame.link().leaving(why);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        stop.stop();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        venue.close();
    }
}

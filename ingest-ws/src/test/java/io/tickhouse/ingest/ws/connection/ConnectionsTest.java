package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import io.tickhouse.service.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final List<String> SYMBOLS =
            IntStream.range(0, 600).mapToObj(i -> "S" + i + "USDT").toList();
    private static final VenueStreams SPOT = new io.tickhouse.ingest.ws.venue.binancespot.Adapter().streams();
    private static final VenueStreams USDM = new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter().streams();

    private static Connections none(VenueStreams streams, int most) {
        return new Connections(
                streams,
                "wss://host/",
                most,
                plan -> new ConnectionKeeper(
                        plan,
                        streams,
                        new ConnectionSettings(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                                Duration.ofHours(1),
                                Duration.ofMillis(50)),
                        new ConnectGate(streams.limits()),
                        new Inbox(1, 1),
                        "test",
                        new StopSignal()));
    }

    private static List<ConnectionPlan> plans(Connections connections) {
        return connections.all().stream().map(ConnectionKeeper::plan).toList();
    }

    private static List<Subscription> channels(VenueStreams streams, DataType... types) {
        return streams.subscriptions(new Selection(SYMBOLS, Set.of(types), List.of()));
    }

    @Test
    void channelsAreSpreadEvenlyOverAsFewConnectionsAsTheVenueAllows() {
        Connections connections = none(SPOT, 5_000);
        connections.change(List.of(), channels(SPOT, DataType.TRADES, DataType.L2));
        assertThat(plans(connections))
                .extracting(plan -> plan.channels().size())
                .containsExactly(600, 600);
        assertThat(plans(connections)).extracting(ConnectionPlan::name).containsExactly("c1", "c2");
        List<Subscription> all = new ArrayList<>();
        plans(connections).forEach(plan -> all.addAll(plan.channels()));
        assertThat(all).doesNotHaveDuplicates().hasSize(1_200);
    }

    @Test
    void eachRootHasItsOwnConnections() {
        Connections connections = none(USDM, 300);
        connections.change(List.of(), channels(USDM, DataType.TRADES, DataType.MARK_PRICES));
        assertThat(plans(connections))
                .extracting(plan -> plan.address() + " " + plan.channels().size())
                .containsExactly(
                        "wss://host/public/stream 300",
                        "wss://host/public/stream 300",
                        "wss://host/market/stream 300",
                        "wss://host/market/stream 300");
    }

    @Test
    void aVenueWithoutRootsCarriesAllTypesTogether() {
        VenueStreams coinm = new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter().streams();
        Connections connections = none(coinm, 1_000);
        connections.change(
                List.of(),
                coinm.subscriptions(new Selection(
                        List.of("BTCUSD_PERP", "BTCUSD_260925"),
                        Set.of(DataType.TRADES, DataType.MARK_PRICES, DataType.L2),
                        List.of())));
        assertThat(plans(connections)).singleElement().satisfies(plan -> {
            assertThat(plan.address()).hasToString("wss://host/stream");
            assertThat(plan.channels())
                    .extracting(Subscription::channel)
                    .contains("btcusd_perp@markPrice@1s", "btcusd_260925@depth@100ms")
                    .hasSize(6);
        });
    }

    @Test
    void aChannelThatComesTakesRoomThereIsAndAConnectionWithoutChannelsIsNoMore() {
        Connections connections = none(SPOT, 300);
        List<Subscription> trades = channels(SPOT, DataType.TRADES);
        connections.change(List.of(), trades.subList(0, 200));
        connections.change(List.of(), trades.subList(200, 310));
        assertThat(plans(connections)).extracting(ConnectionPlan::name).containsExactly("c1", "c2");
        assertThat(connections.channels(plans(connections).getFirst())).hasSize(300);
        connections.change(trades.subList(300, 310), List.of());
        assertThat(plans(connections)).extracting(ConnectionPlan::name).containsExactly("c1");
        connections.change(List.of(), trades.subList(310, 320));
        assertThat(plans(connections)).extracting(ConnectionPlan::name).containsExactly("c1", "c3");
    }

    @Test
    void afterAnyChangesEveryChannelWantedIsOnOneConnectionOfItsRootAndNoneHasTooMany() {
        long seed = new Random().nextLong();
        System.out.println("seed of the changes: " + seed);
        Random random = new Random(seed);
        List<Subscription> possible = channels(USDM, DataType.TRADES, DataType.MARK_PRICES);
        Connections connections = none(USDM, 50);
        Set<Subscription> wanted = new HashSet<>();
        for (int change = 0; change < 200; change++) {
            Set<Subscription> next = new HashSet<>(wanted);
            for (int i = random.nextInt(120); i > 0; i--) {
                Subscription one = possible.get(random.nextInt(possible.size()));
                if (!next.remove(one)) {
                    next.add(one);
                }
            }
            Set<Subscription> leave = new HashSet<>(wanted);
            leave.removeAll(next);
            Set<Subscription> take = new HashSet<>(next);
            take.removeAll(wanted);
            connections.change(leave, take);
            wanted = next;
            List<Subscription> carried = new ArrayList<>();
            for (ConnectionPlan plan : plans(connections)) {
                assertThat(connections.channels(plan))
                        .isNotEmpty()
                        .hasSizeLessThanOrEqualTo(50)
                        .allMatch(channel -> channel.root().equals(plan.root()));
                carried.addAll(connections.channels(plan));
            }
            assertThat(carried).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }
}

package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionPlanTest {
    private static final List<String> SYMBOLS =
            IntStream.range(0, 600).mapToObj(i -> "S" + i + "USDT").toList();

    @Test
    void channelsAreSpreadEvenlyOverAsFewConnectionsAsTheVenueAllows() {
        List<ConnectionPlan> plans = ConnectionPlan.of(
                new io.tickhouse.ingest.ws.venue.binancespot.Adapter().streams(),
                "wss://host",
                new Selection(SYMBOLS, Set.of(DataType.TRADES, DataType.L2), List.of()),
                5_000);
        assertThat(plans).extracting(plan -> plan.channels().size()).containsExactly(600, 600);
        assertThat(plans).extracting(ConnectionPlan::name).containsExactly("c1", "c2");
        List<Subscription> all = new ArrayList<>();
        plans.forEach(plan -> all.addAll(plan.channels()));
        assertThat(all).doesNotHaveDuplicates().hasSize(1_200);
    }

    @Test
    void eachRootHasItsOwnConnections() {
        List<ConnectionPlan> plans = ConnectionPlan.of(
                new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter().streams(),
                "wss://host/",
                new Selection(SYMBOLS, Set.of(DataType.TRADES, DataType.MARK_PRICES), List.of()),
                300);
        assertThat(plans)
                .extracting(plan -> plan.address() + " " + plan.channels().size())
                .containsExactly(
                        "wss://host/public/stream 300",
                        "wss://host/public/stream 300",
                        "wss://host/market/stream 300",
                        "wss://host/market/stream 300");
    }

    @Test
    void aVenueWithoutRootsCarriesAllTypesTogether() {
        List<ConnectionPlan> plans = ConnectionPlan.of(
                new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter().streams(),
                "wss://host/",
                new Selection(
                        List.of("BTCUSD_PERP", "BTCUSD_260925"),
                        Set.of(DataType.TRADES, DataType.MARK_PRICES, DataType.L2),
                        List.of()),
                1_000);
        assertThat(plans).singleElement().satisfies(plan -> {
            assertThat(plan.address()).hasToString("wss://host/stream");
            assertThat(plan.channels())
                    .extracting(Subscription::channel)
                    .contains("btcusd_perp@markPrice@1s", "btcusd_260925@depth@100ms")
                    .hasSize(6);
        });
    }
}

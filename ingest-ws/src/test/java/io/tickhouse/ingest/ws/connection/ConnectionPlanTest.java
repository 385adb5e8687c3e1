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
}

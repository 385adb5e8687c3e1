package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.Topics;
import io.tickhouse.streams.candles.CandleDataset;
import org.apache.kafka.streams.Topology;

/** Which derived datasets there are, and from what. */
public final class AggregatorTopology {
    private AggregatorTopology() {}

    /** Both lanes of every dataset. The contract's schemas must be registered. */
    public static Topology of(AggregatorConfig config, SchemaRegistryClient registry, MeterRegistry metrics) {
        Topology topology = new Topology();
        new CandleDataset("live", Topics.TRADES, Topics.CANDLES, config.liveCandles(), config.idleClose())
                .addTo(topology, registry, metrics);
        new CandleDataset(
                        "history",
                        Topics.TRADES_HISTORY,
                        Topics.CANDLES_HISTORY,
                        config.historyCandles(),
                        config.idleClose())
                .addTo(topology, registry, metrics);
        return topology;
    }
}

package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.streams.candles.Backlog;
import io.tickhouse.streams.candles.CandleDataset;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.coverage.FactSerde;
import io.tickhouse.streams.gaps.GapDataset;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Which derived datasets there are, and from what. The lanes are tasks of their own, so that a load of years does not hold
 * back what is live; what the history lane knows reaches the live one by an internal topic.
 */
public final class AggregatorTopology {
    /** The internal topic from the history lane to the live one. */
    private static final String FACTS = "facts";

    private static final String FACTS_OUT = FACTS + "-repartition-filter";
    private static final String FACTS_IN = FACTS + "-repartition-source";
    private static final String FEED_STATUS = "feed-status";
    private static final String GAPS = "gaps";
    private static final String KLINE_GAPS = "kline-gaps";

    private final AggregatorConfig config;
    private final SchemaRegistryClient registry;
    private final MeterRegistry metrics;
    private final Backlog backlog;

    private AggregatorTopology(
            AggregatorConfig config, SchemaRegistryClient registry, MeterRegistry metrics, Backlog backlog) {
        this.config = config;
        this.registry = registry;
        this.metrics = metrics;
        this.backlog = backlog;
    }

    /** Both lanes of every dataset. The contract's schemas must be registered. */
    public static Topology of(
            AggregatorConfig config, SchemaRegistryClient registry, MeterRegistry metrics, Backlog backlog) {
        return new AggregatorTopology(config, registry, metrics, backlog).build();
    }

    private Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        history(builder);
        Topology topology = builder.build();
        live(topology);
        klines(topology);
        return topology;
    }

    /** Internal topics can be had of the DSL alone. */
    private void history(StreamsBuilder builder) {
        CandleDataset history = CandleDataset.of(
                Fact.Lane.HISTORY,
                Topics.TRADES_HISTORY,
                Topics.CANDLES_HISTORY,
                config.historyCandles(),
                config.idleClose(),
                FACTS_OUT);
        KStream<String, Object> derived = stream(builder, history.names().source(), Topics.TRADES_HISTORY)
                .merge(stream(builder, "coverage", Topics.COVERAGE), Named.as("history-input"))
                .process(
                        history.processors(metrics, backlog),
                        Named.as(history.names().processor()));
        derived.to(
                history.candles().name(),
                Produced.with(Serdes.String(), any(new RecordSerde<>(history.candles(), registry)))
                        .withName(history.names().sink()));
        var _ = derived.repartition(Repartitioned.<String, Object>as(FACTS)
                .withKeySerde(Serdes.String())
                .withValueSerde(any(new FactSerde())));
    }

    private void live(Topology topology) {
        CandleDataset live = CandleDataset.of(
                Fact.Lane.LIVE, Topics.TRADES, Topics.CANDLES, config.liveCandles(), config.idleClose(), GAPS);
        source(topology, live.names().source(), Topics.TRADES);
        source(topology, FEED_STATUS, Topics.FEED_STATUS);
        topology.addProcessor(
                live.names().processor(),
                live.processors(metrics, backlog),
                live.names().source(),
                FEED_STATUS,
                FACTS_IN);
        sink(topology, live.names().sink(), live.candles(), live.names().processor());
        sink(
                topology,
                live.names().liveSink(),
                Topics.CANDLES_LIVE,
                live.names().processor());
        topology.addProcessor(
                GAPS,
                GapDataset.ofTrades(GAPS + "-store", metrics, backlog, config.feedPatienceMillis()),
                live.names().processor(),
                FEED_STATUS,
                FACTS_IN);
        sink(topology, GAPS + "-sink", Topics.GAPS, GAPS);
    }

    private void klines(Topology topology) {
        source(topology, "live-klines", Topics.KLINES);
        source(topology, "history-klines", Topics.KLINES_HISTORY);
        topology.addProcessor(
                KLINE_GAPS,
                GapDataset.ofKlines(KLINE_GAPS + "-store", metrics, config.gapQuietMillis()),
                "live-klines",
                "history-klines");
        sink(topology, KLINE_GAPS + "-sink", Topics.GAPS, KLINE_GAPS);
    }

    private <V extends SpecificRecord> void source(Topology topology, String name, Topic<V> topic) {
        topology.addSource(
                name, new StringDeserializer(), new RecordSerde<>(topic, registry).deserializer(), topic.name());
    }

    private <V extends SpecificRecord> void sink(Topology topology, String name, Topic<V> topic, String parent) {
        topology.addSink(
                name, topic.name(), new StringSerializer(), new RecordSerde<>(topic, registry).serializer(), parent);
    }

    private <V extends SpecificRecord> KStream<String, Object> stream(
            StreamsBuilder builder, String name, Topic<V> topic) {
        return builder.stream(
                topic.name(),
                Consumed.with(Serdes.String(), any(new RecordSerde<>(topic, registry)))
                        .withName(name));
    }

    /** A node is given only what it is for, by name. */
    @SuppressWarnings("unchecked")
    private static Serde<Object> any(Serde<?> serde) {
        return (Serde<Object>) serde;
    }
}

package io.tickhouse.streams.candles;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.market.Candle;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Candles of one lane: which trades they come from, where they go.
 *
 * @param lane {@code live} or {@code history}; names the lane's parts
 * @param idleClose how long an instrument must be silent before its candle closes by the wall clock
 */
public record CandleDataset(
        String lane, Topic<Trade> trades, Topic<Candle> candles, CandlePolicy policy, Duration idleClose) {

    /** Adds the lane to a topology. */
    public void addTo(Topology topology, SchemaRegistryClient registry, MeterRegistry metrics) {
        CandleNames names = CandleNames.of(lane);
        CandleMetrics counters = new CandleMetrics(metrics, lane, policy);
        ProcessorSupplier<String, Trade, String, Object> processors =
                () -> new CandleProcessor(names, policy, idleClose, counters, new RecordSerializer<>(trades, registry));
        topology.addSource(
                        names.source(),
                        new StringDeserializer(),
                        new RecordDeserializer<>(trades, registry),
                        trades.name())
                .addProcessor(names.processor(), processors, names.source())
                .addStateStore(new CandleStoreBuilder(names.store()), names.processor())
                .addSink(
                        names.sink(),
                        candles.name(),
                        new StringSerializer(),
                        new RecordSerializer<>(candles, registry),
                        names.processor())
                .addSink(
                        names.deadLetters(),
                        Topics.DEAD_LETTERS.name(),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        names.processor());
    }
}

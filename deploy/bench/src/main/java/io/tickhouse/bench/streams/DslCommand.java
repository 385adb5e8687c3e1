package io.tickhouse.bench.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.Candle;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The aggregator's neighbour as a process of its own: windows of the DSL over the same topic, exactly once, one thread, caching
 * on. It neither tells repeated trades from new ones nor proves anything complete.
 */
@Command(name = "dsl-candles", hidden = true, mixinStandardHelpOptions = true, description = "Candles by the DSL.")
public final class DslCommand implements Callable<Integer> {
    private static final long CACHE_BYTES = 64L << 20;
    private static final Duration MONTH = Duration.ofDays(31);
    /** The symbols of a partition are not equally far, and a window's clock is the partition's: none must be dropped. */
    private static final Duration GRACE = Duration.ofDays(2);

    @Option(names = "--application", required = true)
    private String application = "";

    @Option(names = "--intervals", required = true, split = ",")
    private List<String> intervals = List.of();

    @Option(names = "--state", required = true)
    private String state = "";

    @Option(names = "--commit-ms", required = true)
    private long commitMillis;

    @Override
    public Integer call() throws InterruptedException {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, setting(Endpoints.KAFKA));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.producerPrefix("compression.type"), "zstd");
        settings.put(StreamsConfig.producerPrefix("batch.size"), 256 << 10);
        settings.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 10);
        CountDownLatch ended = new CountDownLatch(1);
        try (KafkaStreams streams = new KafkaStreams(topology(), settings)) {
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.ERROR) {
                    ended.countDown();
                }
            });
            streams.start();
            ended.await();
        }
        return 1;
    }

    private Topology topology() {
        SchemaRegistryClient registry = SchemaRegistries.client(setting(Endpoints.REGISTRY), Map.of());
        Serde<Trade> trades = Serdes.serdeFrom(
                new RecordSerializer<>(Topics.TRADES_HISTORY, registry),
                new RecordDeserializer<>(Topics.TRADES_HISTORY, registry));
        Serde<Candle> candles = Serdes.serdeFrom(
                new RecordSerializer<>(Topics.CANDLES_HISTORY, registry),
                new RecordDeserializer<>(Topics.CANDLES_HISTORY, registry));
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, Trade> grouped = builder.stream(
                        Topics.TRADES_HISTORY.name(),
                        Consumed.with(Serdes.String(), trades)
                                .withTimestampExtractor((record, partitionTime) ->
                                        ((Trade) record.value()).getEventTime().toEpochMilli()))
                .groupByKey(Grouped.with(Serdes.String(), trades));
        for (String interval : intervals) {
            grouped.windowedBy(TimeWindows.ofSizeAndGrace(length(interval), GRACE))
                    .aggregate(
                            DslCandle::empty,
                            (key, trade, candle) -> DslCandle.add(trade, candle, interval),
                            Materialized.<String, Candle, WindowStore<Bytes, byte[]>>as("candles-" + interval)
                                    .withKeySerde(Serdes.String())
                                    .withValueSerde(candles)
                                    .withRetention(length(interval).plus(GRACE))
                                    .withCachingEnabled())
                    .toStream((window, candle) -> window.key())
                    .to(Topics.CANDLES_HISTORY.name(), Produced.with(Serdes.String(), candles));
        }
        return builder.build();
    }

    /** Windows of the DSL have one length and begin with the epoch: 31 days stand for a month. */
    private static Duration length(String interval) {
        Interval known = Interval.of(interval);
        return known == Interval.MONTH_1
                ? MONTH
                : Duration.ofMillis((known.closeTime(known.openTime(0)) - known.openTime(0)) / 1_000);
    }

    private static String setting(String variable) {
        return Objects.requireNonNull(System.getenv(variable), variable);
    }
}

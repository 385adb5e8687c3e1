package io.tickhouse.bench.sink;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills a topic with trades as the ingest services do: zstd, all replicas, keyed by venue and symbol. */
public final class TradeTopic {
    private TradeTopic() {}

    /** A producer that is closed by whoever asked for it. */
    public static KafkaProducer<String, Trade> producer(BenchStack stack, Topic<Trade> topic) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.endpoints().kafkaBootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new StringSerializer(),
                new RecordSerializer<>(topic, stack.registry()));
    }

    /** Sends all and waits until the broker has them. */
    public static void fill(BenchStack stack, Topic<Trade> topic, Iterator<Trade> trades) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, Trade> producer = producer(stack, topic)) {
            while (trades.hasNext()) {
                Trade trade = trades.next();
                var _ = producer.send(
                        new ProducerRecord<>(topic.name(), trade.getVenue() + ":" + trade.getSymbol(), trade),
                        (where, failed) -> {
                            if (failed != null) {
                                failure.compareAndSet(null, failed);
                            }
                        });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take all trades", failure.get());
        }
    }
}

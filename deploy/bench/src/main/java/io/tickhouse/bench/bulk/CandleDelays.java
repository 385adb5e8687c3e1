package io.tickhouse.bench.bulk;

import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.bench.sink.TradeTopic;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.serde.RecordDeserializer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Delays from the end of a second to the reading of its candle, while trades come in steadily. */
final class CandleDelays {
    private static final String VENUE = "bench";
    private static final int SYMBOLS = 16;
    private static final int PER_SECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchStack stack;
    private final Child aggregator;
    private long sequence;

    /** @param aggregator who must be alive throughout */
    CandleDelays(BenchStack stack, Child aggregator) {
        this.stack = stack;
        this.aggregator = aggregator;
    }

    /** Sends trades for so long, and reads the candle of each whole second of each symbol but the first and last of all. */
    Delays measure(Duration length) throws InterruptedException {
        long expected = SYMBOLS * (length.toSeconds() - 2);
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant first = from.plusSeconds(1);
        List<Double> millis = new ArrayList<>();
        try (KafkaConsumer<String, Candle> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new RecordDeserializer<>(Topics.CANDLES, stack.registry()))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CANDLES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Thread sender = Thread.ofPlatform().name("live-sender").start(() -> send(from, length));
            Instant deadline = from.plus(length).plus(PATIENCE);
            while (millis.size() < expected) {
                for (ConsumerRecord<String, Candle> read : consumer.poll(Duration.ofMillis(100))) {
                    Candle candle = read.value();
                    if (candle.getInterval().equals(Interval.SECOND_1.label())
                            && candle.getRevision() == 0
                            && !candle.getOpenTime().isBefore(first)) {
                        millis.add(ChronoUnit.MICROS.between(candle.getCloseTime(), Instant.now()) / 1e3);
                    }
                }
                if (!aggregator.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("expected " + expected + " candles of a second, found "
                            + millis.size() + "; the aggregator is alive: " + aggregator.isAlive());
                }
            }
            sender.join();
        }
        return new Delays(millis);
    }

    private void send(Instant from, Duration length) {
        try (KafkaProducer<String, Trade> producer = TradeTopic.producer(stack, Topics.TRADES)) {
            long count = length.toSeconds() * PER_SECOND;
            for (long sent = 0; sent < count; sent++) {
                Instant due = from.plusNanos(sent * (1_000_000_000L / PER_SECOND));
                for (Instant now = Instant.now(); now.isBefore(due); now = Instant.now()) {
                    LockSupport.parkNanos(ChronoUnit.NANOS.between(now, due));
                }
                var _ = producer.send(new ProducerRecord<>(
                        Topics.TRADES.name(), Topics.key(VENUE, symbol(sequence)), trade(sequence, due)));
                sequence++;
            }
        }
    }

    private static String symbol(long sequence) {
        return "LIVE" + sequence % SYMBOLS;
    }

    private static Trade trade(long sequence, Instant time) {
        return Trade.newBuilder()
                .setVenue(VENUE)
                .setSymbol(symbol(sequence))
                .setTradeId(Long.toString(sequence / SYMBOLS))
                .setSequence(sequence / SYMBOLS)
                .setPrice(BigDecimal.valueOf(100_00 + sequence % 100, 2).setScale(18))
                .setQuantity(BigDecimal.ONE.setScale(18))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(sequence % 3 == 0 ? Side.SELL : Side.BUY)
                .setKind("NORMAL")
                .setEventTime(time)
                .setSource(Source.LIVE)
                .build();
    }
}

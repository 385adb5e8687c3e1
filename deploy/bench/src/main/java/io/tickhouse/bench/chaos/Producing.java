package io.tickhouse.bench.chaos;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Produces the known set on a thread of its own: now few records a second, now many. */
final class Producing implements AutoCloseable {
    private static final int SYMBOLS_A_PARTITION = 3;
    private static final int PORTION = 250;
    private static final int TRICKLE = 2_000;
    private static final int[] PACES = {10, 50, 100, 100, 300};

    private final Topic<Trade> topic;
    private final Plan plan;
    private final Ledger ledger;
    private final RecordSerializer<Trade> serializer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Trades> symbols = new ArrayList<>();
    private final Random random;
    private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("producing").unstarted(this::run);
    private volatile boolean hurry;
    private final AtomicLong sent = new AtomicLong();

    Producing(Stage stage, Plan plan, Ledger ledger) {
        this.topic = Stage.TOPIC;
        this.plan = plan;
        this.ledger = ledger;
        this.serializer = new RecordSerializer<>(topic, stage.registry());
        this.random = new Random(plan.seed() ^ 0x9e37);
        for (int symbol = 0; symbol < SYMBOLS_A_PARTITION * Plan.PARTITIONS; symbol++) {
            symbols.add(new Trades(plan.seed(), String.format("CHAOS%02dUSDT", symbol)));
        }
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stage.endpoints().kafkaBootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            int pace = 100;
            long newPaceAt = System.nanoTime();
            while (!(hurry && sent.get() >= plan.trades()) && broken.get() == null) {
                if (System.nanoTime() >= newPaceAt) {
                    pace = PACES[random.nextInt(PACES.length)];
                    newPaceAt = System.nanoTime() + 1_000_000_000L;
                }
                for (int i = 0; i < PORTION; i++) {
                    int symbol = random.nextInt(symbols.size());
                    send(symbol, Trades::next);
                }
                if (!hurry) {
                    long perSecond = sent.get() >= plan.trades() ? TRICKLE : (long) plan.perSecond() * pace / 100;
                    LockSupport.parkNanos(1_000_000_000L * PORTION / Math.max(TRICKLE, perSecond));
                }
            }
            producer.flush();
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        }
    }

    /** Produces records of so many months into one partition, every month followed by the next. */
    void backlog(int months, int perMonth) {
        for (int i = 0; i < months * perMonth; i++) {
            int month = i % months;
            send(0, trades -> trades.next(month));
        }
        producer.flush();
        check();
    }

    private synchronized void send(int symbol, Function<Trades, Trade> maker) {
        Trade trade = maker.apply(symbols.get(symbol));
        String key = trade.getVenue() + ":" + trade.getSymbol();
        int partition = symbol % Plan.PARTITIONS;
        byte[] value = serializer.serialize(topic.name(), trade);
        var _ = producer.send(new ProducerRecord<>(topic.name(), partition, key, value), (where, error) -> {
            if (error == null) {
                ledger.add(
                        partition,
                        where.offset(),
                        RowHash.of(RowHash.text(topic.name(), partition, where.offset(), trade)));
            } else {
                broken.compareAndSet(null, error);
            }
        });
        sent.incrementAndGet();
    }

    /** Produces what is left as fast as it goes and returns when the broker has all of it. */
    void finish() throws InterruptedException {
        hurry = true;
        thread.join();
        check();
    }

    private void check() {
        Exception failed = broken.get();
        if (failed != null) {
            throw new ChaosException("the records could not be produced: " + failed, failed);
        }
    }

    @Override
    public void close() {
        broken.compareAndSet(null, new ChaosException("closed"));
        producer.close();
    }
}

package io.tickhouse.streams.recompute;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.market.Candle;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.streams.candles.CandlePolicy;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Recomputes the candles of one instrument in one stretch of time. */
public final class RecomputeService implements Service {
    private final String name;
    private final String prefix;
    private final Supplier<ConfigDef> config;
    private final Function<ServiceContext, CandlePolicy> policy;
    private final Request request;
    private final PrintStream out;
    private final PrintStream err;

    /** What is asked for: candles that overlap the stretch from {@code from} to {@code to}, the latter excluded. */
    public record Request(String venue, String symbol, Instant from, Instant to) {}

    /**
     * @param name the service's, by whose settings it works
     * @param policy which candles are made
     */
    public RecomputeService(
            String name,
            String prefix,
            Supplier<ConfigDef> config,
            Function<ServiceContext, CandlePolicy> policy,
            Request request,
            PrintStream out,
            PrintStream err) {
        this.name = name;
        this.prefix = prefix;
        this.config = config;
        this.policy = policy;
        this.request = request;
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String configPrefix() {
        return prefix;
    }

    @Override
    public ConfigDef config() {
        return CommonConfig.withClickHouse(config.get());
    }

    @Override
    public void check(ServiceContext context) {
        try (Tables tables = new Tables(context.config(), request.venue(), request.symbol())) {
            tables.firstFrom(Times.micros(request.to()), trade -> {});
        }
    }

    @Override
    public int run(ServiceContext context) {
        try (Tables tables = new Tables(context.config(), request.venue(), request.symbol());
                Corrections corrections = new Corrections(context)) {
            Recompute.Outcome outcome = new Recompute(
                            tables,
                            policy.apply(context),
                            Topics.key(request.venue(), request.symbol()),
                            Times.micros(request.from()),
                            Times.micros(request.to()),
                            InstantSource.system(),
                            corrections::send)
                    .run();
            corrections.await();
            out.println(String.format(
                    Locale.ROOT,
                    "%s:%s from %s to %s: %,d trades, %,d candles recomputed, %,d corrections published",
                    request.venue(),
                    request.symbol(),
                    request.from(),
                    request.to(),
                    outcome.trades(),
                    outcome.recomputed(),
                    outcome.corrected()));
            return ExitCodes.OK;
        } catch (RecomputeException e) {
            err.println(name + ": " + e.getMessage());
        } catch (KafkaException e) {
            err.println(name + ": the brokers or the schema registry fail: " + e.getMessage());
        }
        return ExitCodes.FAILED;
    }

    /** Sends corrections; a failure of any is that of all. */
    private static final class Corrections implements AutoCloseable {
        private final Producer<String, Candle> producer;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        Corrections(ServiceContext context) {
            SchemaRegistryClient registry = SchemaRegistries.client(
                    context.config().string(CommonConfig.REGISTRY_URL),
                    context.config().passedThrough("registry."));
            // both topics of candles have one schema
            this.producer = context.kafka()
                    .producer(
                            new StringSerializer(),
                            new RecordSerializer<>(Topics.CANDLES, registry),
                            Map.of("compression.type", "zstd", "client.id", "recompute"),
                            Map.of());
        }

        void send(String topic, Candle candle) {
            var _ = producer.send(
                    new ProducerRecord<>(topic, Topics.key(candle.getVenue(), candle.getSymbol()), candle),
                    (where, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        }
                    });
        }

        void await() {
            producer.flush();
            Exception failed = failure.get();
            if (failed != null) {
                throw new KafkaException(
                        "not all corrections were published; recompute again: " + failed.getMessage(), failed);
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}

package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trouble that heals is waited out without loss and without help; trouble that does not heal stops the sink with a word. */
@WithLocalStack
@SuppressWarnings("try") // a sink that runs is all that some tests want of it
class TroubleTest {
    private static final Map<String, String> IMPATIENT =
            Map.of("SINK_RETRY_BACKOFF_MS", "50", "SINK_RETRY_BACKOFF_MAX_MS", "500");
    private static Stack stack;

    @BeforeAll
    static void start(Endpoints endpoints) throws Exception {
        stack = Stack.of(endpoints);
        try (RunningSink sink = RunningSink.start(endpoints)) {
            stack.await("SELECT count() FROM system.tables WHERE database = 'market' AND name = 'trades'", 1);
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void tooManyPartsAreWaitedOut(Endpoints endpoints) throws Exception {
        table("MODIFY SETTING parts_to_throw_insert = 1, max_bytes_to_merge_at_max_space_in_pool = 1,"
                + " max_bytes_to_merge_at_min_space_in_pool = 1");
        long sent = 0;
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!sink.notReady().getOrDefault("clickhouse", "").contains("Too many parts")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                send("PARTS", sent, 10);
                sent += 10;
            }
            table("RESET SETTING parts_to_throw_insert, max_bytes_to_merge_at_max_space_in_pool,"
                    + " max_bytes_to_merge_at_min_space_in_pool");
            everyOffsetOnce("PARTS", sent);
            awaitReady(sink);
        } finally {
            table("MODIFY SETTING parts_to_throw_insert = 3000, max_bytes_to_merge_at_max_space_in_pool = 161061273600,"
                    + " max_bytes_to_merge_at_min_space_in_pool = 1048576");
        }
    }

    @Test
    void aRegistryThatIsAwayHoldsUpOnlyWhatItMustExplain(Endpoints endpoints, LocalStack local) throws Exception {
        send("AWAY", 0, 100);
        stack.send(
                Topics.CANDLES_HISTORY,
                record -> "binance-spot:AWAY",
                java.util.stream.Stream.of(Records.candle("AWAY", 3, true, Records.NOON)));
        local.registry().stop();
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            awaitNotReady(sink, "registry", "registry cannot be asked");
            assertThat(count("AWAY")).isZero();
            local.registry().start();
            everyOffsetOnce("AWAY", 100);
            stack.await("SELECT count() FROM market_store.candles WHERE symbol = 'AWAY'", 1);
            awaitReady(sink);
        } finally {
            local.registry().start();
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForWhereverTheSinkIs(Endpoints endpoints, LocalStack local) throws Exception {
        send("BROKER", 0, 100);
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            everyOffsetOnce("BROKER", 100);
            local.kafka().stop();
            awaitNotReady(sink, "kafka", "");
            local.kafka().start();
            send("BROKER", 100, 100);
            everyOffsetOnce("BROKER", 200);
            awaitReady(sink);
            assertThat(sink.ended()).isFalse();
        } finally {
            local.kafka().start();
        }
    }

    @Test
    void aColumnThatIsMissingStopsTheSinkWithItsNameAndNothingIsLost(Endpoints endpoints) throws Exception {
        stack.clickhouse.execute("ALTER TABLE market_store.trades RENAME COLUMN kind TO kind_gone");
        send("COLUMN", 0, 10);
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            assertThat(sink.exitCode()).isEqualTo(1);
            assertThat(sink.errors()).contains("kind", "market_store.trades", "no such column");
        } finally {
            stack.clickhouse.execute("ALTER TABLE market_store.trades RENAME COLUMN kind_gone TO kind");
        }
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            everyOffsetOnce("COLUMN", 10);
        }
    }

    @Test
    void aBacklogOver150MonthsLandsInBatchesOf100PartitionsAtMost(Endpoints endpoints) throws Exception {
        stack.send(
                Topics.TRADES_HISTORY,
                record -> "binance-spot:MONTHS",
                LongStream.range(0, 3_000).mapToObj(id -> {
                    Trade trade = Records.trade("MONTHS", id);
                    trade.setEventTime(Instant.parse("2010-01-15T00:00:00Z").plus(Duration.ofDays(31 * (id / 20))));
                    return trade;
                }));
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            everyOffsetOnce("MONTHS", 3_000);
        }
    }

    @Test
    void recordsOfTwoWriterSchemasLandTogether(Endpoints endpoints) throws Exception {
        Schema older = withoutOptionals(Topics.TRADES.valueSchema().orElseThrow());
        int id = stack.registry.register("older-trades", new io.confluent.kafka.schemaregistry.avro.AvroSchema(older));
        Stack.Bytes<Trade> newer = stack.bytes(Topics.TRADES);
        for (int i = 0; i < 400; i++) {
            Trade trade = Records.trade("WRITERS", i);
            byte[] value = i % 3 == 0 ? inSchema(older, id, trade) : newer.of(trade);
            var _ = stack.producer.send(new ProducerRecord<>(Topics.TRADES.name(), "binance-spot:WRITERS", value));
        }
        stack.producer.flush();
        try (RunningSink sink = RunningSink.start(endpoints, IMPATIENT, Moments.NONE)) {
            everyOffsetOnce("WRITERS", 400);
        }
        assertThat(stack.cell(
                        "SELECT countIf(quote_quantity IS NULL AND publish_time IS NULL), sum(price), sum(quantity)"
                                + " FROM market_store.trades WHERE symbol = 'WRITERS'"))
                .isEqualTo("400\t24000798\t400");
    }

    private static Schema withoutOptionals(Schema schema) {
        var fields = SchemaBuilder.record(schema.getName())
                .namespace(schema.getNamespace())
                .fields();
        for (Schema.Field field : schema.getFields()) {
            if (field.schema().getType() != Schema.Type.UNION || field.name().equals("sequence")) {
                fields = fields.name(field.name()).type(field.schema()).noDefault();
            }
        }
        return fields.endRecord();
    }

    private static byte[] inSchema(Schema schema, int id, Trade trade) throws Exception {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(
                    field.name(),
                    trade.get(trade.getSchema().getField(field.name()).pos()));
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).putInt(1, id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema, trade.getSpecificData()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static void table(String change) throws Exception {
        stack.clickhouse.execute("ALTER TABLE market_store.trades " + change);
    }

    private static void send(String symbol, long from, long trades) throws Exception {
        stack.send(
                Topics.TRADES_HISTORY,
                record -> "binance-spot:" + symbol,
                LongStream.range(from, from + trades).mapToObj(id -> Records.trade(symbol, id)));
    }

    private static long count(String symbol) throws Exception {
        return Long.parseLong(stack.cell("SELECT count() FROM market_store.trades WHERE symbol = '" + symbol + "'"));
    }

    private static void everyOffsetOnce(String symbol, long trades) throws Exception {
        String where = " FROM market_store.trades WHERE symbol = '" + symbol + "'";
        stack.await("SELECT uniqExact(sequence)" + where, trades);
        assertThat(stack.cell("SELECT count(), uniqExact(_partition, _offset)" + where))
                .isEqualTo(trades + "\t" + trades);
    }

    private static void awaitNotReady(RunningSink sink, String part, String why) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> sink.notReady().getOrDefault(part, "-").contains(why)
                        && !sink.notReady().getOrDefault(part, "-").equals("-"));
    }

    private static void awaitReady(RunningSink sink) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> sink.notReady().isEmpty());
    }
}

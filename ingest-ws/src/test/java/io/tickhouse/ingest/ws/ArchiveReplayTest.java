package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.L2Delta;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import io.tickhouse.simulator.feed.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was archived and is played again is captured as it was: every record of every type, field by field but for the time of
 * its receipt. {@code -Dtickhouse.replay.minutes=60} takes an hour of a market that runs {@code -Dtickhouse.replay.speed} times
 * as fast as the clock.
 */
@WithLocalStack
@Timeout(900)
class ArchiveReplayTest {
    private static final int MINUTES = Integer.getInteger("tickhouse.replay.minutes", 4);
    private static final int SPEED = Integer.getInteger("tickhouse.replay.speed", 60);
    private static final long SEED = Long.getLong("tickhouse.replay.seed", 11);
    private static final List<Topic<? extends SpecificRecord>> COMPARED =
            List.of(Topics.TRADES, Topics.AGG_TRADES, Topics.BOOK_TICKERS, Topics.L2_DELTAS, Topics.KLINES);

    @TempDir
    private Path folder;

    @BeforeAll
    static void provision(Endpoints stack) {
        System.out.println("seed of the market: " + SEED + ", minutes of it: " + MINUTES);
        RunningCapture.provision(stack);
    }

    @ParameterizedTest
    @CsvSource({"SPOT, 0, USDT", "USDM, 2, USDT", "COINM, 0, USD_PERP"})
    void capturingTheReplayGivesTheSameRecordsFieldByField(
            BinanceProduct product, int replaySpeed, String quote, Endpoints stack) throws Exception {
        List<String> symbols = List.of("RPA" + quote, "RPB" + quote);
        String venue = "binance-" + product.label();
        try (BinanceExchange market = BinanceExchange.of(product)
                        .symbols(symbols.toArray(String[]::new))
                        .seed(SEED)
                        .speed(SPEED)
                        .waiting(true)
                        .begin();
                RunningCapture service = capture(stack, venue, market, symbols, "ws.archive.dir=" + folder)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> symbols.stream().allMatch(symbol -> isInStep(service, symbol)));
            Instant half = Instant.now().plusMillis(MINUTES * 30_000L / SPEED);
            market.inject("drop:*@depth@100ms:1:after=20");
            market.inject("duplicate:*@trade:5:after=50");
            market.inject("reorder:*@trade:3:after=90");
            await().atMost(Duration.ofMinutes(10)).until(() -> Instant.now().isAfter(half));
            market.inject("abort:*");
            Instant end = Instant.now().plusMillis(MINUTES * 30_000L / SPEED);
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> Instant.now().isAfter(end)
                            && symbols.stream().allMatch(symbol -> isInStep(service, symbol)));
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
            assertThat(service.view().feeds()).allMatch(row -> row.lost() == 0);
        }
        Map<String, Integer> first = counts(stack, venue, symbols);
        Recording recording = Recording.ofArchive(folder, venue, null);
        try (BinanceExchange replay =
                        BinanceExchange.of(product).speed(replaySpeed).replay(folder, null);
                RunningCapture service = capture(stack, venue, replay, symbols)) {
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> service.view().frames()
                            >= recording.messages()
                                    + service.view().connections().size());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> symbols.stream().allMatch(symbol -> isInStep(service, symbol)));
            assertThat(service.stop()).isEqualTo(ExitCodes.OK);
            assertThat(service.view().feeds()).allMatch(row -> row.lost() == 0);
        }
        for (Topic<? extends SpecificRecord> topic : COMPARED) {
            for (String symbol : symbols) {
                compare(stack, topic, venue + ":" + symbol, first);
            }
        }
    }

    /** Pair by pair, since all of an hour would not fit into the memory of the tests. */
    private static <V extends SpecificRecord> void compare(
            Endpoints stack, Topic<V> topic, String key, Map<String, Integer> first) {
        RecordDeserializer<V> deserializer =
                new RecordDeserializer<>(topic, SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of()));
        List<ConsumerRecord<String, byte[]>> both = RunningCapture.read(stack, topic, key);
        int records = first.getOrDefault(topic.name() + " " + key, 0);
        List<byte[]> archived = facts(deserializer, both.subList(0, records));
        List<byte[]> replayed = facts(deserializer, both.subList(records, both.size()));
        System.out.println(
                topic.name() + " " + key + ": " + archived.size() + " records, of the replay " + replayed.size());
        assertThat(archived).as(topic.name()).isNotEmpty();
        assertThat(replayed).as(topic.name() + " of the replay").hasSameSizeAs(archived);
        for (int i = 0; i < archived.size(); i++) {
            assertThat(receivedAtTheEpoch(deserializer.deserialize(topic.name(), replayed.get(i))))
                    .as("record %d of %s", i, topic.name())
                    .isEqualTo(receivedAtTheEpoch(deserializer.deserialize(topic.name(), archived.get(i))));
        }
    }

    /**
     * Records without what depends on the moment at which REST answered: the image that a book begins with and the updates
     * that are told again on top of it.
     */
    private static List<byte[]> facts(
            RecordDeserializer<?> deserializer, List<ConsumerRecord<String, byte[]>> records) {
        List<byte[]> facts = new ArrayList<>();
        long highest = Long.MIN_VALUE;
        for (ConsumerRecord<String, byte[]> record : records) {
            if (deserializer.deserialize(record.topic(), record.value()) instanceof L2Delta delta) {
                long id = Objects.requireNonNull(delta.getLastSequence());
                if (delta.getSnapshot() || id <= highest) {
                    continue;
                }
                highest = id;
            }
            facts.add(record.value());
        }
        return facts;
    }

    private static boolean isInStep(RunningCapture service, String symbol) {
        return service.row(symbol, "trades").published() > 0
                && service.row(symbol, "l2").state().equals("LIVE/SYNCED");
    }

    private static RunningCapture capture(
            Endpoints stack, String venue, BinanceExchange market, List<String> symbols, String... more)
            throws Exception {
        String own = "ws." + venue.replace('-', '.') + ".";
        List<String> settings = new ArrayList<>(List.of(
                "ws.venues=" + venue,
                "ws.symbols=" + String.join(",", symbols),
                "ws.types=trades,agg-trades,book-tickers,l2,l2-deltas,klines",
                "ws.kline.intervals=1m,5m",
                own + "url=" + market.wsUrl(),
                own + "rest.url=" + market.restUrl()));
        settings.addAll(List.of(more));
        return new RunningCapture(stack, settings.toArray(String[]::new));
    }

    /** Records by topic and key. */
    private static Map<String, Integer> counts(Endpoints stack, String venue, List<String> symbols) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Topic<? extends SpecificRecord> topic : COMPARED) {
            for (String symbol : symbols) {
                String key = venue + ":" + symbol;
                counts.put(
                        topic.name() + " " + key,
                        RunningCapture.read(stack, topic, key).size());
            }
        }
        return counts;
    }

    private static Object value(IndexedRecord record, String field) {
        return record.get(record.getSchema().getField(field).pos());
    }

    /** The receive time stands in for an event time that the venue does not send: spot's book tickers have none. */
    private static SpecificRecord receivedAtTheEpoch(@Nullable SpecificRecord nullable) {
        SpecificRecord record = Objects.requireNonNull(nullable);
        Object received = value(record, "receive_time");
        record.put(record.getSchema().getField("receive_time").pos(), Instant.EPOCH);
        if (record instanceof BookTicker && received.equals(value(record, "event_time"))) {
            record.put(record.getSchema().getField("event_time").pos(), Instant.EPOCH);
        }
        return record;
    }
}

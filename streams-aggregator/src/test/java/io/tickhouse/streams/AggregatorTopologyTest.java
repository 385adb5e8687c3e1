package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import io.tickhouse.streams.candles.Backlog;
import io.tickhouse.streams.candles.CandleOracle;
import io.tickhouse.streams.candles.RandomMarket;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatorTopologyTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

    private static final Backlog NOTHING_WAITS = (topic, partition) -> true;

    private Backlog backlog = NOTHING_WAITS;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final List<TopologyTestDriver> drivers = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @AfterEach
    void close() {
        drivers.forEach(TopologyTestDriver::close);
    }

    @Test
    void theTopologyIsTheApprovedOne() throws IOException {
        new SchemaProvisioner(registry).provision(Topics.all());
        String approved = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/topology.txt"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(AggregatorTopology.of(new AggregatorConfig(TestConfig.with()), registry, metrics, NOTHING_WAITS)
                        .describe()
                        .toString())
                .isEqualTo(approved);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void bothLanesGiveTheOraclesCandlesOfEveryInterval(long seed) {
        System.out.println("seed " + seed);
        TopologyTestDriver driver = start(TestConfig.everyInterval().toArray(String[]::new));
        RandomMarket market = new RandomMarket(seed);
        Map<String, List<Trade>> delivered = new HashMap<>();
        for (String symbol : List.of("AAA", "BBB", "CCC")) {
            QuantityUnit unit = symbol.equals("CCC") ? QuantityUnit.CONTRACT : QuantityUnit.BASE;
            delivered.put("v:" + symbol, market.delivered(market.trades("v", symbol, unit, 1_500)));
        }
        Random random = new Random(seed);
        for (Topic<Trade> lane : List.of(Topics.TRADES, Topics.TRADES_HISTORY)) {
            TestInputTopic<String, Trade> input = trades(driver, lane);
            Map<String, List<Trade>> rest = new HashMap<>();
            delivered.forEach((key, trades) -> rest.put(key, new ArrayList<>(trades.reversed())));
            List<String> keys = List.copyOf(rest.keySet());
            while (rest.values().stream().anyMatch(trades -> !trades.isEmpty())) {
                String key = keys.get(random.nextInt(keys.size()));
                List<Trade> trades = rest.get(key);
                if (trades != null && !trades.isEmpty()) {
                    input.pipeInput(key, trades.removeLast(), NOW);
                }
                if (random.nextInt(300) == 0) {
                    driver.advanceWallClockTime(Duration.ofMillis(random.nextInt(2_000)));
                }
            }
        }
        driver.advanceWallClockTime(Duration.ofSeconds(5));
        driver.advanceWallClockTime(Duration.ofSeconds(5));
        for (Topic<Candle> lane : List.of(Topics.CANDLES, Topics.CANDLES_HISTORY)) {
            Map<String, Map<String, Candle>> finals = new HashMap<>();
            candles(driver, lane)
                    .readRecordsToList()
                    .forEach(record -> finals.computeIfAbsent(record.key(), key -> new HashMap<>())
                            .put(at(record.value()), plain(record.value())));
            delivered.forEach((key, trades) -> assertThat(finals.get(key))
                    .as(lane.name() + " " + key)
                    .containsExactlyInAnyOrderEntriesOf(CandleOracle.candles(trades, List.of(Interval.values()))));
        }
    }

    @Test
    void aCandleClosesWithTheFirstTradeOfTheNextAndLateTradesCorrectIt() {
        TopologyTestDriver driver = start("streams.intervals=1m");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES);
        TestOutputTopic<String, Candle> output = candles(driver, Topics.CANDLES);
        input.pipeInput("v:S", trade(1, "2026-05-04T03:00:59Z", "10", "1"), NOW);
        input.pipeInput("v:S", trade(2, "2026-05-04T03:01:01Z", "11", "2"), NOW);
        assertThat(output.readValue().getComplete())
                .as("the capture began in mid-minute")
                .isFalse();
        input.pipeInput("v:S", trade(4, "2026-05-04T03:01:59.999999Z", "12", "4"), NOW);
        input.pipeInput("v:S", trade(5, "2026-05-04T03:02:00Z", "13", "1"), NOW);
        TestRecord<String, Candle> first = output.readRecord();
        assertThat(first.getValue().getRevision()).isZero();
        assertThat(first.getValue().getClosed()).isTrue();
        assertThat(first.getValue().getComplete()).as("trade 3 is missing").isFalse();
        assertThat(first.getValue().getVolume()).isEqualByComparingTo("6");
        assertThat(first.timestamp()).isEqualTo(NOW.toEpochMilli());

        input.pipeInput("v:S", trade(3, "2026-05-04T03:01:30Z", "20", "1"), NOW);
        input.pipeInput("v:S", trade(3, "2026-05-04T03:01:30Z", "20", "1"), NOW);
        assertThat(output.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofMillis(100));
        Candle corrected = output.readValue();
        assertThat(corrected.getRevision()).isEqualTo(1);
        assertThat(corrected.getComplete()).isTrue();
        assertThat(corrected.getVolume()).isEqualByComparingTo("7");
        assertThat(corrected.getHigh()).isEqualByComparingTo("20");
        assertThat(corrected.getTradeCount()).isEqualTo(3);
        assertThat(corrected.getUpdateTime()).isEqualTo(NOW.plusMillis(100));
        assertThat(output.isEmpty()).isTrue();
        assertThat(metrics.get("tickhouse.candles.trades")
                        .tags("lane", "live", "outcome", "repeated")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSilentInstrumentsCandleClosesByTheWallClockAndIsProvenCompleteByTheNextTrade() {
        TopologyTestDriver driver = start("streams.intervals=1m");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES);
        TestOutputTopic<String, Candle> output = candles(driver, Topics.CANDLES);
        input.pipeInput("v:S", trade(1, "2026-05-04T03:00:59Z", "10", "1"), NOW);
        input.pipeInput("v:S", trade(2, "2026-05-04T03:01:01Z", "11", "2"), NOW);
        assertThat(output.readValue().getOpenTime()).isEqualTo(Instant.parse("2026-05-04T03:00:00Z"));
        driver.advanceWallClockTime(Duration.ofMillis(1_400));
        assertThat(output.isEmpty()).as("not silent for long enough").isTrue();
        driver.advanceWallClockTime(Duration.ofMillis(200));
        Candle idle = output.readValue();
        assertThat(idle.getClosed()).isTrue();
        assertThat(idle.getComplete()).isFalse();
        input.pipeInput("v:S", trade(3, "2026-05-04T03:02:03Z", "11", "2"), NOW.plusSeconds(2));
        driver.advanceWallClockTime(Duration.ofMillis(100));
        Candle proven = output.readValue();
        assertThat(proven.getOpenTime()).isEqualTo(idle.getOpenTime());
        assertThat(proven.getComplete()).isTrue();
        assertThat(proven.getRevision()).isEqualTo(1);
        driver.advanceWallClockTime(Duration.ofSeconds(10));
        assertThat(output.isEmpty())
                .as("the minute is not over by the wall clock")
                .isTrue();
    }

    @Test
    void aTradeOfACandleNoLongerKeptGoesToTheDeadLettersWithItsBytesAndOrigin() {
        TopologyTestDriver driver = start("streams.intervals=1m", "streams.candles.kept.ms=120000");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES);
        TestOutputTopic<String, Candle> output = candles(driver, Topics.CANDLES);
        for (int minute = 0; minute < 10; minute++) {
            input.pipeInput("v:S", trade(10 + 2 * minute, "2026-05-04T02:1" + minute + ":30Z", "10", "1"), NOW);
        }
        assertThat(output.readValuesToList()).hasSize(9);
        Trade late = trade(13, "2026-05-04T02:11:31Z", "10", "1");
        input.pipeInput("v:S", late, NOW);
        driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(output.isEmpty()).isTrue();
        TestRecord<String, byte[]> dead = deadLetters(driver).readRecord();
        assertThat(dead.key()).isEqualTo("market.trades.v1:0:10");
        assertThat(new RecordDeserializer<>(Topics.TRADES, registry).deserialize("", dead.value()))
                .isEqualTo(late);
        assertThat(header(dead, DeadLetterHeaders.ERROR)).contains("too late", "[1m]", "recompute");
        assertThat(header(dead, DeadLetterHeaders.SERVICE)).isEqualTo("streams-aggregator");
        assertThat(header(dead, DeadLetterHeaders.OFFSET)).isEqualTo("10");
    }

    @Test
    void anEarlierArchiveLoadedAfterALaterOneGivesItsCandlesToo() {
        TopologyTestDriver driver = start("streams.intervals=1m", "streams.candles.kept.ms=120000");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES_HISTORY);
        TestOutputTopic<String, Candle> output = candles(driver, Topics.CANDLES_HISTORY);
        for (int day = 9; day >= 8; day--) {
            for (int minute = 0; minute < 10; minute++) {
                input.pipeInput(
                        "v:S",
                        trade(100 * day + minute, "2024-08-0" + day + "T02:1" + minute + ":30Z", "10", "1"),
                        NOW);
            }
        }
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        List<Candle> candles = output.readValuesToList();
        assertThat(candles).hasSize(20).allMatch(candle -> candle.getRevision() == 0);
        assertThat(candles.stream().filter(Candle::getComplete)).hasSize(16);
        assertThat(deadLetters(driver).isEmpty()).isTrue();
    }

    @Test
    void anUnreadableRecordIsCountedAndTheNextOneMakesItsCandle() {
        TopologyTestDriver driver = start("streams.intervals=1m");
        TestInputTopic<String, byte[]> bytes =
                driver.createInputTopic(Topics.TRADES.name(), new StringSerializer(), new ByteArraySerializer());
        bytes.pipeInput("v:S", new byte[] {9, 9, 9}, NOW);
        byte[] cut = new RecordSerializer<>(Topics.TRADES, registry)
                .serialize("", trade(1, "2026-05-04T03:00:59Z", "10", "1"));
        bytes.pipeInput(
                "v:S",
                Stream.of(cut)
                        .map(all -> java.util.Arrays.copyOf(all, 20))
                        .findFirst()
                        .orElseThrow(),
                NOW);
        bytes.pipeInput("v:S", cut, NOW);
        assertThat(metrics.get("tickhouse.streams.unreadable").counter().count())
                .isEqualTo(2);
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        assertThat(candles(driver, Topics.CANDLES).readValuesToList()).hasSize(1);
    }

    @Test
    void aTradeWithAPriceOfZeroGoesToTheDeadLettersAndItsIdIsNotSpent() {
        TopologyTestDriver driver = start("streams.intervals=1m");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES);
        input.pipeInput("v:S", trade(1, "2026-05-04T03:00:59Z", "0", "1"), NOW);
        input.pipeInput("v:S", trade(1, "2026-05-04T03:00:59Z", "10", "1"), NOW);
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        assertThat(header(deadLetters(driver).readRecord(), DeadLetterHeaders.ERROR))
                .contains("above 0");
        assertThat(candles(driver, Topics.CANDLES).readValue().getTradeCount()).isEqualTo(1);
    }

    @Test
    void idsThatOnlyIdentifyCountOnceAndProveNothing() {
        TopologyTestDriver driver = start("streams.intervals=1m");
        TestInputTopic<String, Trade> input = trades(driver, Topics.TRADES);
        for (int second = 10; second < 15; second++) {
            Trade trade = trade(second, "2026-05-04T02:" + second + ":30Z", "10", "1");
            trade.setSequence(null);
            trade.setTradeId("uuid-" + second);
            input.pipeInput("v:S", trade, NOW);
            input.pipeInput("v:S", trade, NOW);
        }
        List<Candle> candles = candles(driver, Topics.CANDLES).readValuesToList();
        assertThat(candles).hasSize(4).allMatch(candle -> candle.getTradeCount() == 1 && !candle.getComplete());
    }

    private TopologyTestDriver start(String... assignments) {
        new SchemaProvisioner(registry).provision(Topics.all());
        List<String> all = new ArrayList<>(List.of(assignments));
        all.add("streams.state.dir=" + folder);
        ServiceConfig config = TestConfig.with(all.toArray(String[]::new));
        AggregatorConfig aggregator = new AggregatorConfig(config);
        Properties settings = StreamsSettings.of(
                aggregator, Lane.LIVE, new KafkaClients(config, metrics, AggregatorService.NAME), metrics);
        TopologyTestDriver driver =
                new TopologyTestDriver(AggregatorTopology.of(aggregator, registry, metrics, backlog), settings, NOW);
        drivers.add(driver);
        return driver;
    }

    private TestInputTopic<String, Trade> trades(TopologyTestDriver driver, Topic<Trade> lane) {
        return driver.createInputTopic(lane.name(), new StringSerializer(), new RecordSerializer<>(lane, registry));
    }

    private TestOutputTopic<String, Candle> candles(TopologyTestDriver driver, Topic<Candle> lane) {
        return driver.createOutputTopic(
                lane.name(), new StringDeserializer(), new RecordDeserializer<>(lane, registry));
    }

    private static TestOutputTopic<String, byte[]> deadLetters(TopologyTestDriver driver) {
        return driver.createOutputTopic(
                Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Trade trade(long id, String time, String price, String quantity) {
        return TestTrades.trade("v", "S", id, Instant.parse(time), price, quantity);
    }

    private static String at(Candle candle) {
        return candle.getInterval() + "@" + candle.getOpenTime();
    }

    private static Candle plain(Candle candle) {
        candle.setRevision(0);
        candle.setUpdateTime(Instant.EPOCH);
        return candle;
    }
}

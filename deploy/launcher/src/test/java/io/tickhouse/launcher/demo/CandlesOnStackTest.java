package io.tickhouse.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.launcher.stack.LocalStackProcess.Started;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The aggregator as real processes on the real stack, killed in mid-work: the candles in ClickHouse are those that ClickHouse
 * itself makes of the trades. {@code -Dtickhouse.streams.stack=full} runs it at full size: three runs of a million trades, ten
 * kills each, with one and with three instances.
 */
class CandlesOnStackTest {
    private static final Path ROOT = Path.of(System.getProperty("tickhouse.root"));
    private static final boolean FULL = "full".equals(System.getProperty("tickhouse.streams.stack"));
    private static final int TRADES = FULL ? 1_000_000 : 45_000;
    private static final int KILLS = FULL ? 10 : 2;
    private static final Instant START = Instant.parse("2024-02-20T22:58:31.417Z");
    private static final Duration SPAN = Duration.ofDays(40);
    private static final String VENUE = "oracle";

    private static Workspace workspace;
    private static Started stack;
    private static Services services;
    private static ClickHouse clickHouse;
    private static Endpoints endpoints;

    @BeforeAll
    static void theStackStands() throws Exception {
        Path data = Path.of("target/candles").toAbsolutePath();
        new Workspace(ROOT, ROOT).remove(data);
        workspace = new Workspace(ROOT, data);
        Path logs = Files.createDirectories(workspace.demoHome().resolve("logs"));
        stack = new LocalStackProcess(workspace, Program.DEMO_STACK, workspace.demoHome()).start(List.of());
        endpoints = stack.endpoints();
        LocalStackProcess.provision(endpoints);
        services = new Services(workspace, endpoints, logs);
        services.start(Program.SINK, List.of());
        services.awaitReady();
        clickHouse = new ClickHouse(endpoints);
    }

    @AfterAll
    static void andFalls() {
        clickHouse.close();
        services.close();
        stack.close();
    }

    static Stream<Arguments> runs() {
        int runs = FULL ? 3 : 1;
        return IntStream.rangeClosed(1, runs)
                .boxed()
                .flatMap(run -> Stream.of(Arguments.of(run, 1), Arguments.of(run, 3)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void candlesAreThoseThatClickHouseMakesOfTheTradesHoweverOftenTheAggregatorIsKilled(int run, int instances)
            throws Exception {
        long seed = 100L * run + instances;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String application = "oracle-" + seed;
        List<String> symbols = List.of("A" + seed, "B" + seed, "C" + seed);
        List<Child> processes = new ArrayList<>();
        try {
            for (int i = 0; i < instances; i++) {
                processes.add(start(application, i));
            }
            for (int act = 0; act <= KILLS; act++) {
                long before = committed(application);
                for (int i = 0; i < symbols.size(); i++) {
                    publish(symbols.get(i), i == 2 ? Topics.TRADES_HISTORY : Topics.TRADES, act, seed + i);
                }
                if (act < KILLS) {
                    await().atMost(Duration.ofMinutes(2)).until(() -> committed(application) > before);
                    int victim = random.nextInt(instances);
                    ProcessHandle.of(processes.get(victim).pid()).orElseThrow().destroyForcibly();
                    processes.get(victim).close();
                    if (act % 2 == 1) {
                        // a state that is lost with its machine
                        workspace.remove(state(application, victim));
                    }
                    processes.set(victim, start(application, victim));
                }
            }
            for (String symbol : symbols) {
                await().atMost(Duration.ofMinutes(FULL ? 15 : 4))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> {
                            assertThat(rows("SELECT count() FROM market.trades WHERE " + of(symbol)))
                                    .as("trades of " + symbol)
                                    .isEqualTo(String.valueOf(TRADES / 3));
                            for (Interval interval : Interval.values()) {
                                assertThat(differences(symbol, interval))
                                        .as(symbol + " " + interval.label() + ", seed " + seed)
                                        .isEqualTo("0");
                            }
                        });
            }
        } finally {
            processes.forEach(Child::close);
        }
    }

    @Test
    void aCandleThatLostATradeIsPublishedRightByRecomputeAndOnlyThat() throws Exception {
        String symbol = "RECOMPUTED";
        publish(symbol, Topics.TRADES_HISTORY, 0, 4_711);
        int trades = TRADES / 3 / (KILLS + 1);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> rows("SELECT count() FROM market.trades WHERE " + of(symbol))
                        .equals(String.valueOf(trades)));
        String first =
                rows("SELECT toString(toUnixTimestamp64Milli(min(event_time))) FROM market.trades WHERE " + of(symbol));
        Instant from = Instant.ofEpochMilli(Long.parseLong(first)).minusSeconds(1);
        assertThat(recompute(symbol, from, from.plus(SPAN).plus(SPAN))).isZero();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            for (Interval interval : Interval.values()) {
                assertThat(differences(symbol, interval)).as(interval.label()).isEqualTo("0");
            }
        });
        String all = rows("SELECT count() FROM market.candles WHERE " + of(symbol));
        assertThat(recompute(symbol, from, from.plus(SPAN).plus(SPAN))).isZero();
        assertThat(rows("SELECT max(revision) FROM market.candles WHERE " + of(symbol)))
                .as("what is right is not published again")
                .isEqualTo("0");
        assertThat(rows("SELECT count() FROM market.candles WHERE " + of(symbol)))
                .isEqualTo(all);
        assertThat(Long.parseLong(
                        rows("SELECT countIf(complete) FROM market.candles WHERE interval = '1m' AND " + of(symbol))))
                .isPositive();
    }

    private static int recompute(String symbol, Instant from, Instant to) throws InterruptedException {
        return Child.inForeground(
                        workspace,
                        Program.STREAMS,
                        List.of(
                                "recompute",
                                "--venue",
                                VENUE,
                                "--symbol",
                                symbol,
                                "--from",
                                from.toString(),
                                "--to",
                                to.toString()),
                        endpoints.asEnvironment())
                .await();
    }

    private static Child start(String application, int instance) {
        return Child.inBackground(
                workspace,
                Program.STREAMS,
                List.of(
                        "--set", "streams.application.id=" + application,
                        "--set", "streams.state.dir=" + state(application, instance),
                        "--set", "streams.candles.kept.ms=31622400000",
                        "--set", "streams.second.candles.kept.ms=31622400000",
                        "--set", "kafka.streams.consumer.session.timeout.ms=6000",
                        "--set", "kafka.streams.consumer.max.poll.records=500",
                        "--set", "admin.port=0"),
                endpoints.asEnvironment(),
                workspace.demoHome().resolve("logs").resolve(application + "-" + instance + ".log"),
                false);
    }

    private static Path state(String application, int instance) {
        return workspace.demoHome().resolve(application + "-" + instance);
    }

    private static long committed(String application) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            return admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().contains("trades") && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        }
    }

    /** One act's share of a symbol's trades, some twice, some late, in an order of their own. */
    private static void publish(String symbol, Topic<Trade> topic, int act, long seed) {
        int share = TRADES / 3 / (KILLS + 1);
        int from = act * share;
        int to = act == KILLS ? TRADES / 3 : from + share;
        Random random = new Random(seed * 31 + act);
        List<Trade> trades = new ArrayList<>();
        for (int i = from; i < to; i++) {
            trades.add(trade(symbol, i, seed));
        }
        for (int i = 0; i < share / 20; i++) {
            int at = random.nextInt(trades.size());
            trades.add(Math.min(trades.size(), at + random.nextInt(400)), trades.get(at));
        }
        for (int i = 0; i < share / 50; i++) {
            int at = random.nextInt(trades.size());
            trades.add(random.nextInt(trades.size()), trades.remove(at));
        }
        try (KafkaProducer<String, Trade> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints.kafkaBootstrap(), "linger.ms", 20),
                new StringSerializer(),
                new RecordSerializer<>(topic, SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of())))) {
            for (Trade trade : trades) {
                var _ = producer.send(new ProducerRecord<>(topic.name(), Topics.key(VENUE, symbol), trade));
            }
            producer.flush();
        }
    }

    /** The i-th trade of a symbol is the same whoever asks. */
    private static Trade trade(String symbol, int i, long seed) {
        Random random = new Random(seed * 1_000_003 + i);
        long micros = SPAN.toMillis() * 1_000 / (TRADES / 3) * i + random.nextInt(1_000);
        return Trade.newBuilder()
                .setVenue(VENUE)
                .setSymbol(symbol)
                .setTradeId(Integer.toString(1_000 + i))
                .setSequence(1_000L + i)
                .setPrice(BigDecimal.valueOf(1 + random.nextInt(1 << 30), 8).setScale(18))
                .setQuantity(BigDecimal.valueOf(1 + random.nextInt(1 << 30), 10).setScale(18))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(random.nextBoolean() ? Side.BUY : Side.SELL)
                .setKind(random.nextInt(50) == 0 ? "INSURANCE_FUND" : "NORMAL")
                .setEventTime(START.plusNanos(micros * 1_000))
                .setSource(Source.LIVE)
                .build();
    }

    /** How many candles are in one of the two sets alone: ours, and those of plain SQL. */
    private static String differences(String symbol, Interval interval) {
        String ours = "SELECT toUnixTimestamp64Micro(open_time), open, high, low, close, volume, quote_volume,"
                + " taker_buy_volume, taker_sell_volume, trade_count, first_trade_id, last_trade_id, closed"
                + " FROM market.candles WHERE interval = '" + interval.label() + "' AND " + of(symbol);
        String plain = "SELECT " + cell(interval)
                + " AS cell, argMin(price, (event_time, sequence)), max(price), min(price),"
                + " argMax(price, (event_time, sequence)), sum(quantity),"
                + " CAST(CAST(sum(price * quantity) AS Decimal(76, 18)) AS Nullable(Decimal(76, 18))),"
                + " sumIf(quantity, side = 'BUY'), sumIf(quantity, side = 'SELL'), toInt64(count()),"
                + " argMin(trade_id, (event_time, sequence)), argMax(trade_id, (event_time, sequence)), true"
                + " FROM market.trades WHERE kind IN ('NORMAL', 'LIQUIDATION') AND " + of(symbol) + " GROUP BY cell";
        return rows("SELECT (SELECT count() FROM ((" + ours + ") EXCEPT (" + plain + "))) + (SELECT count() FROM (("
                + plain + ") EXCEPT (" + ours + ")))");
    }

    private static String cell(Interval interval) {
        return switch (interval) {
            case WEEK_1 -> "toInt64(toUnixTimestamp(toDateTime(toStartOfWeek(event_time, 1), 'UTC'))) * 1000000";
            case MONTH_1 -> "toInt64(toUnixTimestamp(toDateTime(toStartOfMonth(event_time), 'UTC'))) * 1000000";
            default -> {
                long length = interval.closeTime(interval.openTime(0)) - interval.openTime(0);
                yield "intDiv(toUnixTimestamp64Micro(event_time), " + length + ") * " + length;
            }
        };
    }

    private static String of(String symbol) {
        return "venue = '" + VENUE + "' AND symbol = '" + symbol + "'";
    }

    private static String rows(String sql) {
        return clickHouse.rows(sql).getFirst().getFirst();
    }
}

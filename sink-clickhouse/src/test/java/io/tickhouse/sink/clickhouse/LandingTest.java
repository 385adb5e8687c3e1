package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithLocalStack
class LandingTest {
    private static Stack stack;
    private static RunningSink sink;

    @BeforeAll
    static void start(Endpoints endpoints) {
        stack = Stack.of(endpoints);
        sink = RunningSink.start(endpoints);
    }

    @AfterAll
    static void stop() {
        sink.close();
        stack.close();
    }

    @Test
    void aTradeLandsInItsTableWithEveryColumnAndItsOrigin() throws Exception {
        Trade trade = Records.trade("LANDING", 7);
        trade.setReceiveTime(Records.NOON.plusMillis(3));
        trade.setQuoteQuantity(Records.decimal("60000.07"));
        trade.setSource(Source.LIVE);

        RecordMetadata where = stack.send(Topics.TRADES, record -> "binance-spot:LANDING", Stream.of(trade))
                .getFirst();

        stack.await("SELECT count() FROM market_store.trades WHERE symbol = 'LANDING'", 1);
        assertThat(stack.cell(
                        "SELECT toUnixTimestamp64Milli(_published) FROM market_store.trades WHERE symbol = 'LANDING'"))
                .isEqualTo(Long.toString(where.timestamp()));
        assertThat(stack.lines("SELECT * EXCEPT (_published) FROM market_store.trades WHERE symbol = 'LANDING'"))
                .containsExactly(String.join(
                        "\t",
                        "binance-spot",
                        "LANDING",
                        "7",
                        "7",
                        "60000.07",
                        "1",
                        "60000.07",
                        "BASE",
                        "SELL",
                        "NORMAL",
                        "2024-08-08 12:00:00.130456",
                        "\\N",
                        "2024-08-08 12:00:00.126456",
                        "LIVE",
                        "market.trades.v1",
                        Integer.toString(where.partition()),
                        Long.toString(where.offset())));
    }

    @Test
    void aCandleLandsInItsTableWithEveryColumn() throws Exception {
        stack.send(
                Topics.CANDLES_HISTORY,
                record -> "binance-spot:LANDING",
                Stream.of(Records.candle("LANDING", 12, true, Records.NOON)));

        stack.await("SELECT count() FROM market_store.candles WHERE symbol = 'LANDING'", 1);
        assertThat(stack.lines("SELECT * FROM market.candles WHERE symbol = 'LANDING'"))
                .containsExactly(String.join(
                        "\t",
                        List.of(
                                "binance-spot",
                                "LANDING",
                                "1m",
                                "2024-08-08 12:00:00.000000",
                                "2024-08-08 12:01:00.000000",
                                "1",
                                "4",
                                "0.5",
                                "2",
                                "10",
                                "BASE",
                                "20",
                                "6",
                                "4",
                                "2",
                                "12",
                                "1",
                                "9",
                                "true",
                                "false",
                                "0",
                                "2024-08-08 12:00:00.123456",
                                "LIVE")));
    }

    @Test
    void manyTradesOfManySymbolsLandEachOnce() throws Exception {
        stack.send(
                Topics.TRADES_HISTORY,
                record -> "binance-spot:" + record.getSymbol(),
                LongStream.range(0, 20_000).mapToObj(id -> Records.trade("MANY" + id % 10, id)));

        stack.await("SELECT count() FROM market_store.trades WHERE symbol LIKE 'MANY%'", 20_000);
        assertThat(stack.cell("SELECT uniqExact(_partition, _offset), uniqExact(trade_id), sum(sequence)"
                        + " FROM market_store.trades WHERE symbol LIKE 'MANY%'"))
                .isEqualTo("20000\t20000\t199990000");
    }
}

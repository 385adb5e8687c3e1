package io.tickhouse.bench.queries;

import io.tickhouse.bench.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** A year of trades and candles of several symbols, made inside ClickHouse. Prices walk, quantities are noise. */
final class YearOfMarket {
    static final LocalDate START = LocalDate.of(2025, 1, 1);
    static final int DAYS = 365;
    static final Map<String, Integer> SECONDS =
            new LinkedHashMap<>(Map.of("1m", 60, "5m", 300, "15m", 900, "1h", 3_600, "4h", 14_400, "1d", 86_400));
    private static final int MONTHS = 12;
    private static final long FIRST_ID = 3_000_000_000L;

    private final Engine engine;
    private final int symbols;
    private final long trades;

    /** @param trades of all symbols together */
    YearOfMarket(Engine engine, int symbols, long trades) {
        this.engine = engine;
        this.symbols = symbols;
        this.trades = trades;
    }

    static long startSeconds() {
        return START.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    String symbol(int number) {
        return "SYM" + number + "USDT";
    }

    /** A month of one symbol an insert, as a load of archives does. */
    void loadTrades() throws IOException, InterruptedException {
        long rows = trades / symbols / MONTHS;
        long stepMicros = DAYS * 86_400_000_000L / MONTHS / rows;
        for (int month = 0; month < MONTHS; month++) {
            for (int symbol = 0; symbol < symbols; symbol++) {
                long first = month * rows;
                engine.insertSelect(
                        "INSERT INTO market_store.trades (venue, symbol, trade_id, sequence, price, quantity,"
                                + " quantity_unit, side, kind, event_time, source, _topic, _partition, _offset, _published)"
                                + " SELECT 'binance-spot', '" + symbol(symbol) + "', toString(id), id,"
                                + " toDecimal128(60000 + 500 * sin(id / 3000) + hash % 100 / 100, 2), toDecimal128(hash % 10000000 / 100000, 5),"
                                + " 'BASE', if(hash % 2 = 0, 'BUY', 'SELL'), 'NORMAL',"
                                + " fromUnixTimestamp64Micro(toInt64(" + startSeconds() * 1_000_000L + " + (number + "
                                + first
                                + ") * " + stepMicros + " + hash % " + stepMicros
                                + "), 'UTC'), 'BULK', 'market.trades-history.v1', "
                                + symbol % 12 + ", number + " + first * symbols + ", now64(3)"
                                + " FROM (SELECT number, " + (FIRST_ID + first) + " + number AS id, cityHash64(number, "
                                + symbol
                                + ") AS hash FROM numbers(" + rows + "))");
            }
        }
    }

    /** Every interval of the year, a quarter of all symbols an insert. */
    void loadCandles() throws IOException, InterruptedException {
        for (Map.Entry<String, Integer> interval : SECONDS.entrySet()) {
            long perSymbol = DAYS * 86_400L / interval.getValue();
            for (int symbol = 0; symbol < symbols; symbol++) {
                candles(symbol, interval.getKey(), interval.getValue(), 0, perSymbol, 0);
            }
        }
    }

    /** Corrections of the last candles of every symbol in small inserts, as a live feed leaves them. */
    void correctNewest(int rounds) throws IOException, InterruptedException {
        long perSymbol = DAYS * 86_400L / 60;
        for (int round = 1; round <= rounds; round++) {
            for (int symbol = 0; symbol < symbols; symbol++) {
                candles(symbol, "1m", 60, perSymbol - 20, perSymbol, round);
            }
        }
    }

    private void candles(int symbol, String interval, int seconds, long from, long to, int revision)
            throws IOException, InterruptedException {
        engine.insertSelect(
                "INSERT INTO market_store.candles (venue, symbol, interval, open_time, close_time, open, high, low, close,"
                        + " volume, quantity_unit, quote_volume, taker_buy_volume, taker_sell_volume, vwap, trade_count, first_trade_id,"
                        + " last_trade_id, closed, complete, revision, update_time, source, _topic, _partition, _offset, _published)"
                        + " SELECT 'binance-spot', '" + symbol(symbol) + "', '" + interval + "', toDateTime64("
                        + startSeconds()
                        + " + number * " + seconds + ", 6, 'UTC') AS open_time, addSeconds(open_time, " + seconds + "),"
                        + " toDecimal128(price, 2), toDecimal128(price + hash % 500 / 100, 2), toDecimal128(price - hash % 300 / 100, 2),"
                        + " toDecimal128(price + hash % 200 / 100, 2), toDecimal128(hash % 100000000 / 100000, 5), 'BASE',"
                        + " toDecimal128(hash % 10000000000 / 100000, 5), toDecimal128(hash % 50000000 / 100000, 5),"
                        + " toDecimal128(hash % 50000000 / 100000, 5), toDecimal128(price, 2), 1 + hash % 3000,"
                        + " toString(" + FIRST_ID + " + number * 1500), toString(" + FIRST_ID
                        + " + number * 1500 + 1499), true, true, "
                        + revision + ", addSeconds(open_time, " + (seconds + revision)
                        + "), 'LIVE', 'market.candles.v1', " + symbol % 12
                        + ", number, now64(3) FROM (SELECT number, cityHash64(number, " + symbol + ", '" + interval
                        + "') AS hash, 60000 + 500 * sin(number / 1000) AS price FROM numbers(" + from + ", "
                        + (to - from) + "))");
    }
}

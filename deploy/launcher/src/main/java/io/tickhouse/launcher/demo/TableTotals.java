package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.market.QuantityUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Counts and sums an instrument's trades and candles through the analysts' views. */
final class TableTotals {
    private static final String NULL = "\\N";

    private final ClickHouse clickHouse;
    private final Instrument instrument;

    TableTotals(ClickHouse clickHouse, Instrument instrument) {
        this.clickHouse = clickHouse;
        this.instrument = instrument;
    }

    Totals trades() {
        String quote = instrument.venue().quantityUnit() == QuantityUnit.CONTRACT ? "NULL" : "sum(price * quantity)";
        return totals(
                "SELECT count(), sum(quantity), " + quote + " FROM market.trades WHERE " + instrument.condition());
    }

    Totals candles() {
        return totals("SELECT sum(trade_count), sum(volume), sum(quote_volume) FROM market.candles WHERE "
                + instrument.condition() + " AND interval = '1m'");
    }

    /** Trades in the table so far, without the cost of an exact answer. */
    long tradesSoFar() {
        return count("SELECT count() FROM market_store.trades WHERE " + instrument.condition());
    }

    /** Trades inside closed candles so far. */
    long tradesInClosedCandles() {
        return count("SELECT sum(trade_count) FROM market.candles WHERE " + instrument.condition()
                + " AND interval = '1m' AND closed");
    }

    long candleCount() {
        return count("SELECT count() FROM market.candles WHERE " + instrument.condition() + " AND interval = '1m'");
    }

    private long count(String sql) {
        return Long.parseLong(clickHouse.rows(sql).getFirst().getFirst());
    }

    private Totals totals(String sql) {
        List<String> row = clickHouse.rows(sql).getFirst();
        Optional<BigDecimal> quoteVolume =
                row.get(2).equals(NULL) ? Optional.empty() : Optional.of(new BigDecimal(row.get(2)));
        return new Totals(Long.parseLong(row.get(0)), new BigDecimal(row.get(1)), quoteVolume);
    }
}

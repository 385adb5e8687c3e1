package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import java.util.Optional;

/**
 * A data type, with its interval when it has one.
 *
 * @param interval there for klines of any kind, and for nothing else
 */
public record Dataset(DataType type, Optional<Interval> interval) {
    public static final Dataset TRADES = of(DataType.TRADES);

    public Dataset {
        if (type.isKlines() != interval.isPresent()) {
            throw new IllegalArgumentException("expected "
                    + (type.isKlines() ? "an interval, as in " + type.label() + ":1m" : "no interval") + ", found '"
                    + spelled(type, interval) + "'");
        }
        if (type != DataType.KLINES && interval.filter(Interval.SECOND::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "expected 1s of klines alone, found '" + spelled(type, interval) + "': take 1m");
        }
    }

    public static Dataset of(DataType type) {
        return new Dataset(type, Optional.empty());
    }

    public static Dataset of(DataType type, Interval interval) {
        return new Dataset(type, Optional.of(interval));
    }

    /**
     * The dataset of a text such as {@code trades} or {@code klines:1m}.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    public static Dataset parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? of(DataType.of(text))
                : of(DataType.of(text.substring(0, colon)), Interval.of(text.substring(colon + 1)));
    }

    /**
     * This, when the market has it.
     *
     * @throws IllegalArgumentException when it has not, saying why
     */
    public Dataset on(Market market) {
        if (!type.isOn(market)) {
            throw new IllegalArgumentException("expected trades, aggTrades or klines on spot, found '" + this + "'");
        }
        if (market != Market.SPOT && interval.filter(Interval.SECOND::equals).isPresent()) {
            throw new IllegalArgumentException("expected 1s klines on spot alone, found them on " + market.label());
        }
        return this;
    }

    /** Whether there is a file a day. Candles longer than a day and funding rates come by the month alone. */
    public boolean isDaily() {
        return type != DataType.FUNDING_RATE && interval.map(Interval::fitsADay).orElse(true);
    }

    /** Whether there is a file a month. */
    public boolean isMonthly() {
        return type != DataType.METRICS;
    }

    /** What stands in file names between symbol and date: the interval, else the data type. */
    public String fileTag() {
        return interval.map(Interval::label).orElse(type.label());
    }

    /** What the files are kept under: coin-margined index prices belong to the pair, {@code BTCUSD} of BTCUSD_PERP. */
    public String keyOf(Market market, String symbol) {
        int contract = symbol.indexOf('_');
        return market == Market.CM && type == DataType.INDEX_PRICE_KLINES && contract > 0
                ? symbol.substring(0, contract)
                : symbol;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return spelled(type, interval);
    }

    private static String spelled(DataType type, Optional<Interval> interval) {
        return type.label() + interval.map(one -> ":" + one.label()).orElse("");
    }
}

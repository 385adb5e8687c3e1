package io.tickhouse.schemas.market;

import io.tickhouse.market.QuantityUnit;
import java.util.List;
import java.util.Optional;

/**
 * A venue's product and what holds for all its instruments.
 *
 * @param name as records spell it, such as {@code binance-spot}
 * @param quantityUnit what its trades' quantities count
 * @param tradeIds how its trade ids relate to one another within a symbol
 */
public record Venue(String name, QuantityUnit quantityUnit, TradeIds tradeIds) {

    /** How trade ids of one symbol relate. */
    public enum TradeIds {
        /** Each is its predecessor plus one, so a missing id is a missing trade. */
        CONTIGUOUS,
        /** Ids only identify. */
        OPAQUE
    }

    public static final Venue BINANCE_SPOT = new Venue("binance-spot", QuantityUnit.BASE, TradeIds.CONTIGUOUS);
    public static final Venue BINANCE_USDM = new Venue("binance-usdm", QuantityUnit.BASE, TradeIds.CONTIGUOUS);
    public static final Venue BINANCE_COINM = new Venue("binance-coinm", QuantityUnit.CONTRACT, TradeIds.CONTIGUOUS);
    public static final Venue BYBIT_SPOT = new Venue("bybit-spot", QuantityUnit.BASE, TradeIds.OPAQUE);
    public static final Venue BYBIT_LINEAR = new Venue("bybit-linear", QuantityUnit.BASE, TradeIds.OPAQUE);
    /** A quantity of 1 is 1 US dollar. */
    public static final Venue BYBIT_INVERSE = new Venue("bybit-inverse", QuantityUnit.QUOTE, TradeIds.OPAQUE);

    public static final Venue KRAKEN_SPOT = new Venue("kraken-spot", QuantityUnit.BASE, TradeIds.CONTIGUOUS);

    /** Those that have no kline of an interval without trades, so that a hole between klines says nothing. */
    private static final List<Venue> WITHOUT_EMPTY_KLINES = List.of(KRAKEN_SPOT);

    private static final List<Venue> KNOWN =
            List.of(BINANCE_SPOT, BINANCE_USDM, BINANCE_COINM, BYBIT_SPOT, BYBIT_LINEAR, BYBIT_INVERSE, KRAKEN_SPOT);

    /** Whether every interval has a kline, those without trades as well. */
    public boolean hasEmptyKlines() {
        return !WITHOUT_EMPTY_KLINES.contains(this);
    }

    /** The venue of that name; empty for one this version does not know, since names are an open set. */
    public static Optional<Venue> of(String name) {
        return KNOWN.stream().filter(venue -> venue.name.equals(name)).findFirst();
    }
}

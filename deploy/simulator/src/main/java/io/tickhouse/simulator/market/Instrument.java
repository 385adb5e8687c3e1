package io.tickhouse.simulator.market;

import java.util.stream.LongStream;

/**
 * What the venue fixes about a symbol. Prices and quantities everywhere in this room are mantissas: price
 * {@code 6180030} at {@code priceScale} 2 is 61800.30.
 *
 * @param priceScale decimals of a price
 * @param tick smallest price step, as a mantissa
 * @param quantityScale decimals of a quantity; 0 where quantities are contracts
 * @param anchorTicks the price level, in ticks, around which the days' opening prices move
 * @param medianLots the size, in the smallest quantity, that half of the trades stay below
 * @param contractSize quote currency a contract is worth (coin-margined), 0 where quantities are base currency
 */
public record Instrument(
        Market market,
        String symbol,
        int priceScale,
        long tick,
        int quantityScale,
        long anchorTicks,
        long medianLots,
        long contractSize) {
    /** Decimals of a coin-margined trade's base quantity, as the venue rounds it. */
    private static final int BASE_SCALE = 8;

    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> power * 10).limit(19).toArray();

    /**
     * The instrument behind a symbol. Symbols starting with BTC or SIM look like bitcoin (60,000 at a fine tick); the
     * others are, by their name, like a mid-priced coin (150) or a cheap one (0.25), so that a folder of several symbols
     * has several grids.
     */
    public static Instrument of(Market market, String symbol) {
        Level level = Level.of(symbol);
        return switch (market) {
            case SPOT ->
                switch (level) {
                    case HIGH -> new Instrument(market, symbol, 2, 1, 5, 6_000_000, 300, 0);
                    case MIDDLE -> new Instrument(market, symbol, 2, 1, 3, 15_000, 1_500, 0);
                    case LOW -> new Instrument(market, symbol, 5, 1, 0, 25_000, 400, 0);
                };
            case UM ->
                switch (level) {
                    case HIGH -> new Instrument(market, symbol, 2, 10, 3, 600_000, 12, 0);
                    case MIDDLE -> new Instrument(market, symbol, 2, 1, 2, 15_000, 300, 0);
                    case LOW -> new Instrument(market, symbol, 5, 1, 0, 25_000, 900, 0);
                };
            case CM ->
                switch (level) {
                    case HIGH -> new Instrument(market, symbol, 1, 1, 0, 600_000, 3, 100);
                    case MIDDLE -> new Instrument(market, symbol, 2, 1, 0, 15_000, 5, 10);
                    case LOW -> new Instrument(market, symbol, 4, 1, 0, 2_500, 3, 10);
                };
        };
    }

    /**
     * What a trade is worth, a mantissa at {@link #valueScale()}: price × quantity, exact; of contracts the base currency
     * (contracts × contract size / price), rounded half up at the eighth decimal as recorded files are.
     */
    public long value(long price, long quantity) {
        if (market != Market.CM) {
            return Math.multiplyExact(price, quantity);
        }
        long quote = Math.multiplyExact(quantity, contractSize * pow10(BASE_SCALE + priceScale));
        return Math.addExact(quote, price / 2) / price;
    }

    public int valueScale() {
        return market == Market.CM ? BASE_SCALE : priceScale + quantityScale;
    }

    static long pow10(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    private enum Level {
        HIGH,
        MIDDLE,
        LOW;

        static Level of(String symbol) {
            if (symbol.startsWith("BTC") || symbol.startsWith("SIM")) {
                return HIGH;
            }
            return SplitMix.derive(0, symbol) % 2 == 0 ? MIDDLE : LOW;
        }
    }
}

package io.tickhouse.ingest.ws.venue.json;

import io.tickhouse.ingest.ws.venue.Levels;
import java.util.Arrays;

/** Gathers price levels and brings them to common scales. Reusable; not thread-safe. */
public final class LevelsBuilder {
    private static final int FIRST_CAPACITY = 64;

    private final DecimalText number = new DecimalText();
    private long[] prices = new long[FIRST_CAPACITY];
    private long[] quantities = new long[FIRST_CAPACITY];
    private byte[] priceScales = new byte[FIRST_CAPACITY];
    private byte[] quantityScales = new byte[FIRST_CAPACITY];
    private int size;
    private final boolean asWritten;

    /** Levels whose zeros at the end of fractions mean nothing. */
    public LevelsBuilder() {
        this(false);
    }

    /** @param asWritten true when zeros at the end of fractions count as decimals, as they do for some venues' checksums */
    public LevelsBuilder(boolean asWritten) {
        this.asWritten = asWritten;
    }

    private void read(byte[] text, int from, int length) {
        if (asWritten) {
            number.readAsWritten(text, from, length);
        } else {
            number.read(text, from, length);
        }
    }

    public void clear() {
        size = 0;
    }

    /**
     * Begins a level.
     *
     * @throws NumberFormatException if the text is no exact decimal
     * @throws IllegalArgumentException if the price is not above 0
     */
    public void price(byte[] text, int from, int length) {
        read(text, from, length);
        if (number.mantissa() <= 0) {
            throw new IllegalArgumentException("expected a level's price above 0, found " + number.value());
        }
        if (size == prices.length) {
            prices = Arrays.copyOf(prices, 2 * size);
            quantities = Arrays.copyOf(quantities, 2 * size);
            priceScales = Arrays.copyOf(priceScales, 2 * size);
            quantityScales = Arrays.copyOf(quantityScales, 2 * size);
        }
        prices[size] = number.mantissa();
        priceScales[size] = (byte) number.scale();
    }

    /**
     * Completes the level begun by {@link #price}.
     *
     * @throws NumberFormatException if the text is no exact decimal
     * @throws IllegalArgumentException if the quantity is below 0
     */
    public void quantity(byte[] text, int from, int length) {
        read(text, from, length);
        if (number.mantissa() < 0) {
            throw new IllegalArgumentException("expected a level's quantity of 0 or more, found " + number.value());
        }
        quantities[size] = number.mantissa();
        quantityScales[size] = (byte) number.scale();
        size++;
    }

    /**
     * The levels gathered since {@link #clear}.
     *
     * @throws IllegalArgumentException if they span so many digits that no common scale holds them
     */
    public Levels build() {
        if (size == 0) {
            return Levels.NONE;
        }
        int priceScale = most(priceScales);
        int quantityScale = most(quantityScales);
        return new Levels(
                scaled(prices, priceScales, priceScale),
                scaled(quantities, quantityScales, quantityScale),
                priceScale,
                quantityScale);
    }

    private int most(byte[] scales) {
        int most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, scales[i]);
        }
        return most;
    }

    private long[] scaled(long[] values, byte[] scales, int scale) {
        long[] scaled = new long[size];
        for (int i = 0; i < size; i++) {
            int missing = scale - scales[i];
            long high = Math.multiplyHigh(values[i], DecimalText.power(missing));
            scaled[i] = values[i] * DecimalText.power(missing);
            if (high != 0 || scaled[i] < 0) {
                throw new IllegalArgumentException("expected levels of at most 18 digits at " + scale
                        + " decimals, found " + values[i] + " with " + scales[i] + " decimals");
            }
        }
        return scaled;
    }
}

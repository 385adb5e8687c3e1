package io.tickhouse.streams.candles;

import java.util.Arrays;
import java.util.Locale;

/** What is published of an interval without trades, between one with trades and the next. */
public enum EmptyPolicy {
    /** Nothing. */
    NONE,
    /** A candle of 0 trades at the last price before it. */
    PREVIOUS,
    /** A candle of 0 trades at price 0. */
    ZERO;

    /** The spelling in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none spelled so */
    public static EmptyPolicy of(String label) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(EmptyPolicy::label).toList() + ", found '" + label + "'"));
    }
}

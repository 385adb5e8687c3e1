package io.tickhouse.simulator.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A section of the Binance bulk archive. */
public enum Market {
    SPOT("spot", ""),
    /** USD-margined futures. */
    UM("futures/um", "id,price,qty,quote_qty,time,is_buyer_maker"),
    /** Coin-margined futures: quantities are contracts. */
    CM("futures/cm", "id,price,qty,base_qty,time,is_buyer_maker");

    /** Spot files carry microseconds from this day on, milliseconds before; futures files stay at milliseconds. */
    private static final LocalDate SPOT_MICROS_SINCE = LocalDate.of(2025, 1, 1);

    private final String folder;
    private final String header;

    Market(String folder, String header) {
        this.folder = folder;
        this.header = header;
    }

    /** The folder below {@code data/}, for instance {@code futures/um}. */
    public String folder() {
        return folder;
    }

    /** The first line of a trades file as published today, without line end; empty for spot, which never has one. */
    public String header() {
        return header;
    }

    /** The unit of time in files of this day, in microseconds: 1 or 1,000. Source: binance-public-data README. */
    public long timeUnitMicros(LocalDate day) {
        return this == SPOT && !day.isBefore(SPOT_MICROS_SINCE) ? 1 : 1_000;
    }

    /** The market's name on the command line: {@code spot}, {@code um} or {@code cm}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The market of a command line's {@link #label()}.
     *
     * @throws IllegalArgumentException naming the choices when the label is none of them
     */
    public static Market of(String label) {
        return Arrays.stream(values())
                .filter(market -> market.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a market of "
                        + Arrays.stream(values()).map(Market::label).collect(Collectors.joining(", ")) + ", found '"
                        + label + "'"));
    }
}

package io.tickhouse.streams.coverage;

import java.util.Optional;

/** A venue's documented rule of ids that are missing though no trade is. */
@FunctionalInterface
public interface HarmlessHoles {
    /** Every missing id is a missing trade. */
    HarmlessHoles NONE = (first, last) -> Optional.empty();

    /** The rule by which ids {@code first} to {@code last} are missing harmlessly; empty where they are not. */
    Optional<String> explain(long first, long last);

    /** The rule of a venue by its name, such as {@code binance-usdm}. */
    static HarmlessHoles of(String venue) {
        return venue.equals("binance-usdm") ? HarmlessHoles::hiddenTrades : NONE;
    }

    /**
     * USD-M numbers trades off the order book too and does not publish them: single ids are missing, in the stream and in the
     * archive (github.com/binance/binance-public-data, issue 363).
     */
    private static Optional<String> hiddenTrades(long first, long last) {
        return first == last
                ? Optional.of("binance-usdm: a single missing id is a trade off the order book, which is not published")
                : Optional.empty();
    }
}

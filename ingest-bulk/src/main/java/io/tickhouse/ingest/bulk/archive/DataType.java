package io.tickhouse.ingest.bulk.archive;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Kinds of rows that archives hold, spelled as Binance spells its folders, and where their records go. */
public enum DataType {
    TRADES("trades", false, Topics.TRADES_HISTORY),
    AGG_TRADES("aggTrades", false, Topics.AGG_TRADES_HISTORY),
    KLINES("klines", true, Topics.KLINES_HISTORY),
    MARK_PRICE_KLINES("markPriceKlines", true, Topics.KLINES_HISTORY),
    INDEX_PRICE_KLINES("indexPriceKlines", true, Topics.KLINES_HISTORY),
    PREMIUM_INDEX_KLINES("premiumIndexKlines", true, Topics.KLINES_HISTORY),
    FUNDING_RATE("fundingRate", false, Topics.FUNDING_RATES_HISTORY),
    /** Open interest and the long/short ratios. */
    METRICS("metrics", false, Topics.OPEN_INTEREST_HISTORY);

    private final String label;
    private final boolean hasInterval;
    private final Topic<?> topic;

    DataType(String label, boolean hasInterval, Topic<?> topic) {
        this.label = label;
        this.hasInterval = hasInterval;
        this.topic = topic;
    }

    /** Its spelling on the command line, in paths and in the ledger. */
    public String label() {
        return label;
    }

    /** Whether there is one series for each interval. */
    public boolean hasInterval() {
        return hasInterval;
    }

    /** The history topic that its records go to. */
    public Topic<?> topic() {
        return topic;
    }

    /**
     * The type spelled so.
     *
     * @throws IllegalArgumentException naming the choices when it is none of them
     */
    public static DataType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a type of "
                        + Arrays.stream(values()).map(DataType::label).collect(Collectors.joining(", ")) + ", found '"
                        + label + "'"));
    }
}

package io.tickhouse.ingest.ws.venue;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be captured, and the live topic it goes to. */
public enum DataType {
    TRADES("trades", Topics.TRADES),
    AGG_TRADES("agg-trades", Topics.AGG_TRADES),
    KLINES("klines", Topics.KLINES),
    TICKERS("tickers", Topics.TICKERS),
    BOOK_TICKERS("book-tickers", Topics.BOOK_TICKERS),
    MARK_PRICES("mark-prices", Topics.MARK_PRICES),
    FUNDING_RATES("funding-rates", Topics.FUNDING_RATES),
    LIQUIDATIONS("liquidations", Topics.LIQUIDATIONS),
    OPEN_INTEREST("open-interest", Topics.OPEN_INTEREST),
    INSTRUMENTS("instruments", Topics.INSTRUMENTS),
    /** Snapshots of the order book on a grid of times. */
    L2("l2", Topics.L2_SNAPSHOTS),
    /** Every update of the order book as the venue sent it. */
    L2_DELTAS("l2-deltas", Topics.L2_DELTAS);

    private final String label;
    private final Topic<?> topic;

    DataType(String label, Topic<?> topic) {
        this.label = label;
        this.topic = topic;
    }

    /** The spelling in settings, metrics and feed status, such as {@code agg-trades}. */
    public String label() {
        return label;
    }

    /** Where its records go. */
    public Topic<?> topic() {
        return topic;
    }

    /** True where nothing may come for days though all is well: then silence is no sign of trouble. */
    public boolean mayBeSilent() {
        return this == LIQUIDATIONS || this == INSTRUMENTS;
    }

    /**
     * The type spelled so.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static DataType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected types out of "
                        + Arrays.stream(values()).map(DataType::label).collect(Collectors.joining(", ")) + ", found '"
                        + label + "'"));
    }
}

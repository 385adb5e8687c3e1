package io.tickhouse.streams.candles;

import java.util.List;

/** What became of a trade. */
public sealed interface TradeOutcome {
    TradeOutcome COUNTED = new Counted();
    TradeOutcome REPEATED = new Repeated();
    TradeOutcome OFF_BOOK = new OffBook();

    /** It is in its candles. */
    record Counted() implements TradeOutcome {}

    /** It was seen before. */
    record Repeated() implements TradeOutcome {}

    /** Seen now, but of a kind that makes no candles. */
    record OffBook() implements TradeOutcome {}

    /** It cannot be a trade, so it is in no candle and its id does not count as seen. */
    record Refused(String reason) implements TradeOutcome {}

    /** It is in the candles that are still kept, but not in those of these intervals, which were let go. */
    record TooLate(List<CandleInterval> intervals) implements TradeOutcome {}
}

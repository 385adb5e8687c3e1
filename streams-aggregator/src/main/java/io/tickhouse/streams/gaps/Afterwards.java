package io.tickhouse.streams.gaps;

import java.util.Set;

/** How it is found out, by type of data, what an outage has cost. */
enum Afterwards {
    /** The ids that come next say whether any are missing. */
    IDS,
    /** An archive or a request may bring it: open until a proof says that the stretch is complete. */
    PROOF,
    /** No venue offers what was not heard: lost when the outage ends. */
    LOST,
    /** Nothing is missing by an outage itself: a kline that is not there is told as such, instruments are told anew. */
    NOTHING;

    private static final Set<String> LOST_TYPES =
            Set.of("l2", "l2-deltas", "tickers", "book-tickers", "mark-prices", "liquidations");

    /** @param ids whether the outage's feed has contiguous ids that are followed here */
    static Afterwards of(String dataType, boolean ids) {
        if (dataType.equals("trades")) {
            return ids ? IDS : PROOF;
        }
        if (LOST_TYPES.contains(dataType)) {
            return LOST;
        }
        return dataType.equals("klines") || dataType.equals("instruments") ? NOTHING : PROOF;
    }
}

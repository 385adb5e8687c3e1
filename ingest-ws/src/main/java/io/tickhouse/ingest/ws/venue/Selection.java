package io.tickhouse.ingest.ws.venue;

import io.tickhouse.schemas.market.Interval;
import java.util.List;
import java.util.Set;

/**
 * What is to be captured of a venue.
 *
 * @param symbols as the venue spells them in records, each once
 * @param types of data
 * @param klineIntervals for {@link DataType#KLINES}
 */
public record Selection(List<String> symbols, Set<DataType> types, List<Interval> klineIntervals) {
    public Selection {
        symbols = List.copyOf(symbols);
        types = Set.copyOf(types);
        klineIntervals = List.copyOf(klineIntervals);
    }

    /** True when updates of books are needed, for snapshots or as they are. */
    public boolean books() {
        return types.contains(DataType.L2) || types.contains(DataType.L2_DELTAS);
    }
}

package io.tickhouse.ingest.ws.venue;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be captured of a venue.
 *
 * @param symbols as the venue spells them in records, each once
 * @param types of data
 * @param klineIntervals for {@link DataType#KLINES}
 * @param bookLevels levels a side that are wanted of books, 1 or more; venues whose channels have depths to choose from give
 *     the next deeper one
 */
public record Selection(List<String> symbols, Set<DataType> types, List<Interval> klineIntervals, int bookLevels) {
    /** A selection for which it does not matter how deep books are. */
    public Selection(List<String> symbols, Set<DataType> types, List<Interval> klineIntervals) {
        this(symbols, types, klineIntervals, 1);
    }

    public Selection {
        symbols = List.copyOf(symbols);
        types = Set.copyOf(types);
        klineIntervals = List.copyOf(klineIntervals);
    }

    /** True when updates of books are needed, for snapshots or as they are. */
    public boolean books() {
        return types.contains(DataType.L2) || types.contains(DataType.L2_DELTAS);
    }

    /** The topics that its records and the words about its feeds go to. */
    public Set<Topic<?>> topics() {
        Set<Topic<?>> topics = new LinkedHashSet<>();
        types.stream().map(DataType::topic).forEach(topics::add);
        topics.add(Topics.FEED_STATUS);
        return topics;
    }
}

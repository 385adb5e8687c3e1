package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All feeds of a capture. */
final class Feeds {
    private final Map<String, @Nullable Feed[]> bySymbol = new HashMap<>();
    private final List<Feed> all = new ArrayList<>();

    Feeds(VenueAdapter adapter, Selection selection, Duration stale) {
        Set<DataType> bySocket = adapter.streams().types();
        Set<DataType> byRest = adapter.rest().types();
        for (String symbol : selection.symbols()) {
            @Nullable Feed[] feeds = new @Nullable Feed[DataType.values().length];
            for (DataType type : DataType.values()) {
                // snapshots and updates of a book are one feed
                boolean wanted = type == DataType.L2
                        ? selection.books()
                        : selection.types().contains(type);
                if (wanted && type != DataType.L2_DELTAS && (bySocket.contains(type) || byRest.contains(type))) {
                    Feed feed =
                            new Feed(type, symbol, Topics.key(adapter.venue().name(), symbol), stale);
                    feeds[type.ordinal()] = feed;
                    all.add(feed);
                }
            }
            bySymbol.put(symbol, feeds);
        }
    }

    /** The feed; null if it was not asked for. */
    @Nullable
    Feed of(DataType type, String symbol) {
        @Nullable Feed[] feeds = bySymbol.get(symbol);
        return feeds == null ? null : feeds[type.ordinal()];
    }

    List<Feed> all() {
        return all;
    }
}

package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All feeds of a capture. */
final class Feeds {
    private final Set<DataType> types = EnumSet.noneOf(DataType.class);
    private final String venue;
    private final Duration stale;
    private final Map<String, @Nullable Feed[]> bySymbol = new HashMap<>();
    private final Set<Feed> all = new LinkedHashSet<>();

    /** None yet. */
    Feeds(VenueAdapter adapter, Duration stale) {
        this.venue = adapter.venue().name();
        this.stale = stale;
        types.addAll(adapter.streams().types());
        types.addAll(adapter.rest().types());
        types.remove(DataType.L2_DELTAS); // snapshots and updates of a book are one feed
    }

    /**
     * What a change brought.
     *
     * @param gone feeds that are no more
     * @param come feeds that begin
     */
    record Change(List<Feed> gone, List<Feed> come) {}

    /** Makes them those of a selection; the feeds of what stays stay as they are. */
    Change select(Selection selection) {
        List<Feed> gone = all.stream().filter(feed -> !wants(selection, feed)).toList();
        for (Feed feed : gone) {
            all.remove(feed);
            Objects.requireNonNull(bySymbol.get(feed.symbol))[feed.type.ordinal()] = null;
        }
        bySymbol.keySet().retainAll(Set.copyOf(selection.symbols()));
        List<Feed> come = new ArrayList<>();
        for (String symbol : selection.symbols()) {
            @Nullable
            Feed[] feeds = bySymbol.computeIfAbsent(symbol, some -> new @Nullable Feed[DataType.values().length]);
            for (DataType type : types) {
                if (wants(selection, type) && feeds[type.ordinal()] == null) {
                    Feed feed = new Feed(type, symbol, Topics.key(venue, symbol), stale);
                    feeds[type.ordinal()] = feed;
                    come.add(feed);
                }
            }
        }
        all.addAll(come);
        return new Change(gone, come);
    }

    private static boolean wants(Selection selection, Feed feed) {
        return selection.symbols().contains(feed.symbol) && wants(selection, feed.type);
    }

    private static boolean wants(Selection selection, DataType type) {
        return type == DataType.L2 ? selection.books() : selection.types().contains(type);
    }

    /** The feed; null if it was not asked for. */
    @Nullable
    Feed of(DataType type, String symbol) {
        @Nullable Feed[] feeds = bySymbol.get(symbol);
        return feeds == null ? null : feeds[type.ordinal()];
    }

    Collection<Feed> all() {
        return all;
    }
}

package io.tickhouse.ingest.bulk.venue;

import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Every archive that can be loaded from. */
public final class ArchiveVenues {
    private static final List<ArchiveVenue> ALL = Arrays.stream(BinanceMarket.values())
            .<ArchiveVenue>map(BinanceVenue::new)
            .toList();

    private ArchiveVenues() {}

    /**
     * The archive of a venue's product.
     *
     * @throws IllegalArgumentException naming the choices when there is none
     */
    public static ArchiveVenue of(String venue) {
        return ALL.stream()
                .filter(one -> one.venue().name().equals(venue))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a venue of "
                        + ALL.stream().map(one -> one.venue().name()).collect(Collectors.joining(", ")) + ", found '"
                        + venue + "'"));
    }
}

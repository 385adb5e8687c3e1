package io.tickhouse.ingest.bulk.setup;

import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import io.tickhouse.ingest.bulk.venue.bybit.BybitProduct;
import io.tickhouse.ingest.bulk.venue.bybit.BybitVenue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every archive that can be loaded from. */
public final class ArchiveVenues {
    private static final List<ArchiveVenue> ALL = Stream.<ArchiveVenue>concat(
                    Arrays.stream(BinanceMarket.values()).map(BinanceVenue::new),
                    Arrays.stream(BybitProduct.values()).map(BybitVenue::new))
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

package io.tickhouse.ingest.ws.setup;

import io.tickhouse.ingest.ws.venue.VenueAdapter;
import java.util.List;
import java.util.Optional;

/** The venues that can be captured. A new one is a folder under {@code venue} and a line below. */
public final class Venues {
    private static final List<VenueAdapter> ALL = List.of(
            new io.tickhouse.ingest.ws.venue.binancespot.Adapter(),
            new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter(),
            new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter(),
            new io.tickhouse.ingest.ws.venue.krakenspot.Adapter());

    private Venues() {}

    public static List<VenueAdapter> all() {
        return ALL;
    }

    /** The venue of that name, such as {@code binance-spot}. */
    public static Optional<VenueAdapter> of(String name) {
        return ALL.stream()
                .filter(adapter -> adapter.venue().name().equals(name))
                .findFirst();
    }
}

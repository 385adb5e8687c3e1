package io.tickhouse.ingest.ws.session;

import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.ingest.ws.setup.Venues;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.CaptureTarget;
import io.tickhouse.market.Instrument;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up which instruments patterns stand for now; a venue's listing is asked for again when it has become old. Thread-safe. */
final class SymbolPatterns {
    private static final Logger LOG = LoggerFactory.getLogger(SymbolPatterns.class);

    /** A venue's instruments as they were listed at that time of {@link System#nanoTime}. */
    private record Listing(List<Instrument> instruments, long asked) {}

    private final CaptureFactory factory;
    private final long oldAfterNanos;
    private final Map<String, Listing> listings = new HashMap<>(); // guarded by this

    /** @param oldAfter how old a listing may be */
    SymbolPatterns(CaptureFactory factory, Duration oldAfter) {
        this.factory = factory;
        this.oldAfterNanos = oldAfter.toNanos();
    }

    /**
     * The symbols wanted of a venue, in order. Those that are named are not looked up.
     *
     * @throws IllegalStateException if patterns have to be looked up and no listing could ever be had
     */
    Set<String> symbols(CaptureTarget target) throws InterruptedException {
        Set<String> symbols = new TreeSet<>();
        List<SymbolPattern> patterns =
                target.getSymbols().stream().map(SymbolPattern::of).toList();
        patterns.stream()
                .filter(SymbolPattern::isPlain)
                .map(SymbolPattern::text)
                .forEach(symbols::add);
        List<SymbolPattern> open =
                patterns.stream().filter(pattern -> !pattern.isPlain()).toList();
        if (!open.isEmpty()) {
            VenueAdapter venue = Venues.of(target.getVenue()).orElseThrow();
            listing(venue).stream()
                    .filter(venue.rest()::isTrading)
                    .filter(instrument -> open.stream().anyMatch(pattern -> pattern.matches(instrument)))
                    .map(Instrument::getSymbol)
                    .forEach(symbols::add);
        }
        return symbols;
    }

    /** The symbols named that the venue does not list. Empty when its listing cannot be had. */
    Set<String> unknown(CaptureTarget target) throws InterruptedException {
        Set<String> named = target.getSymbols().stream()
                .map(SymbolPattern::of)
                .filter(SymbolPattern::isPlain)
                .map(SymbolPattern::text)
                .collect(Collectors.toCollection(TreeSet::new));
        try {
            listing(Venues.of(target.getVenue()).orElseThrow())
                    .forEach(instrument -> named.remove(instrument.getSymbol()));
            return named;
        } catch (IllegalStateException e) {
            LOG.atInfo().log("symbols are taken as they are named: {}", e.getMessage());
            return Set.of();
        }
    }

    private synchronized List<Instrument> listing(VenueAdapter venue) throws InterruptedException {
        String name = venue.venue().name();
        Listing known = listings.get(name);
        if (known == null || System.nanoTime() - known.asked() > oldAfterNanos) {
            try {
                known = new Listing(ask(venue), System.nanoTime());
            } catch (IOException | IllegalArgumentException e) {
                if (known == null) {
                    throw new IllegalStateException(
                            "the instruments of " + name + " cannot be had: " + e.getMessage(), e);
                }
                LOG.atWarn()
                        .addKeyValue("venue", name)
                        .log("the listing cannot be had again, the last one holds: {}", e.getMessage());
                known = new Listing(known.instruments(), System.nanoTime());
            }
            listings.put(name, known);
        }
        return known.instruments();
    }

    private List<Instrument> ask(VenueAdapter venue) throws IOException, InterruptedException {
        Poll listing = venue.rest().listing();
        RestClient rest = factory.rest(venue);
        RestAnswer answer = rest.get(listing.request());
        return listing.reader().read(answer.body(), answer.received()).stream()
                .map(fact -> (Instrument) fact.value())
                .toList();
    }
}

package io.tickhouse.ingest.ws.venue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which channels a venue has, where they are and how they are asked for. */
public interface VenueStreams {
    /** Scheme, host and port of the venue's sockets, unless configured otherwise. */
    String baseUrl();

    Limits limits();

    /** What comes over sockets. */
    Set<DataType> types();

    /**
     * The channels that carry a selection; types that do not come over sockets are passed over.
     *
     * @throws IllegalArgumentException if the venue lacks something selected, such as an interval
     */
    List<Subscription> subscriptions(Selection selection);

    /** Where to connect for channels of one root. */
    URI address(String baseUrl, String root);

    /**
     * The requests that subscribe to the channels.
     *
     * @param firstId number to make the requests' ids of; each takes the next
     */
    List<Request> subscribe(List<Subscription> channels, long firstId);

    /** The requests that end subscriptions, as {@link #subscribe}. */
    List<Request> unsubscribe(List<Subscription> channels, long firstId);

    /** False where a candle's last word does not say that it is closed: then the first word of the next one does. */
    default boolean tellsClosedKlines() {
        return true;
    }

    /** What is to be sent now and then; empty where pongs are enough. */
    default Optional<Heartbeat> heartbeat() {
        return Optional.empty();
    }
}

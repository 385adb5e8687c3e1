package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection's part of what is to be captured.
 *
 * @param name among the venue's connections, such as {@code c1}
 * @param address where it connects
 * @param channels what it subscribes to
 */
public record ConnectionPlan(String name, URI address, List<Subscription> channels) {
    public ConnectionPlan {
        channels = List.copyOf(channels);
    }

    /**
     * Spreads a selection over as few connections as the venue's limits allow, evenly; each root has its own.
     *
     * @param baseUrl scheme, host and port
     * @param mostChannels on one connection, at most the venue's own limit
     */
    public static List<ConnectionPlan> of(VenueStreams streams, String baseUrl, Selection selection, int mostChannels) {
        Map<String, List<Subscription>> byRoot = new LinkedHashMap<>();
        streams.subscriptions(selection)
                .forEach(channel -> byRoot.computeIfAbsent(channel.root(), root -> new ArrayList<>())
                        .add(channel));
        int most = Math.min(mostChannels, streams.limits().channelsPerConnection());
        List<ConnectionPlan> plans = new ArrayList<>();
        byRoot.forEach((root, channels) -> {
            int connections = (channels.size() + most - 1) / most;
            int each = (channels.size() + connections - 1) / connections;
            for (int from = 0; from < channels.size(); from += each) {
                plans.add(new ConnectionPlan(
                        "c" + (plans.size() + 1),
                        streams.address(baseUrl, root),
                        channels.subList(from, Math.min(from + each, channels.size()))));
            }
        });
        return plans;
    }
}

package io.tickhouse.ingest.ws.connection;

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
 * @param root of the venue's, which carries its channels
 * @param address where it connects
 * @param channels what it subscribes to when it begins
 */
public record ConnectionPlan(String name, String root, URI address, List<Subscription> channels) {
    public ConnectionPlan {
        channels = List.copyOf(channels);
    }

    /**
     * Spreads channels over as few connections as allowed, evenly; each root has its own.
     *
     * @param baseUrl scheme, host and port
     * @param most channels on one connection
     * @param firstNumber of the connections' names
     */
    static List<ConnectionPlan> of(
            VenueStreams streams, String baseUrl, List<Subscription> wanted, int most, int firstNumber) {
        Map<String, List<Subscription>> byRoot = new LinkedHashMap<>();
        wanted.forEach(channel -> byRoot.computeIfAbsent(channel.root(), root -> new ArrayList<>())
                .add(channel));
        List<ConnectionPlan> plans = new ArrayList<>();
        byRoot.forEach((root, channels) -> {
            int connections = (channels.size() + most - 1) / most;
            int each = (channels.size() + connections - 1) / connections;
            for (int from = 0; from < channels.size(); from += each) {
                plans.add(new ConnectionPlan(
                        "c" + (firstNumber + plans.size()),
                        root,
                        streams.address(baseUrl, root),
                        channels.subList(from, Math.min(from + each, channels.size()))));
            }
        });
        return plans;
    }
}

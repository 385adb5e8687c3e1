package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueStreams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The connections of one capture, and which channel is on which. Channels come and go without disturbing the others: one that
 * comes takes room on a connection there is before another is opened, and a connection without channels ends. Used by the
 * capturing thread alone.
 */
public final class Connections {
    private final VenueStreams streams;
    private final String baseUrl;
    private final int most;
    private final Function<ConnectionPlan, ConnectionKeeper> maker;
    private final Map<ConnectionKeeper, Set<Subscription>> carried = new LinkedHashMap<>();
    private final Map<ConnectionKeeper, Thread> threads = new LinkedHashMap<>();
    private int numbers;

    /**
     * None yet.
     *
     * @param baseUrl scheme, host and port
     * @param mostChannels on one connection, at most the venue's own limit
     * @param maker makes the keeper of a connection
     */
    public Connections(
            VenueStreams streams, String baseUrl, int mostChannels, Function<ConnectionPlan, ConnectionKeeper> maker) {
        this.streams = streams;
        this.baseUrl = baseUrl;
        this.most = Math.min(mostChannels, streams.limits().channelsPerConnection());
        this.maker = maker;
    }

    /** Leaves channels and takes others, which no connection carries. New connections wait for {@link #start}. */
    public void change(Collection<Subscription> leave, Collection<Subscription> take) {
        Map<ConnectionKeeper, List<Subscription>> left = new LinkedHashMap<>();
        for (Subscription channel : leave) {
            keeper(channel)
                    .ifPresent(keeper -> left.computeIfAbsent(keeper, some -> new ArrayList<>())
                            .add(channel));
        }
        left.forEach((keeper, channels) -> of(keeper).removeAll(channels));
        Map<ConnectionKeeper, List<Subscription>> taken = new LinkedHashMap<>();
        List<Subscription> homeless = new ArrayList<>();
        for (Subscription channel : take) {
            Optional<ConnectionKeeper> room = roomFor(channel);
            if (room.isPresent()) {
                of(room.get()).add(channel);
                taken.computeIfAbsent(room.get(), some -> new ArrayList<>()).add(channel);
            } else {
                homeless.add(channel);
            }
        }
        Set<ConnectionKeeper> changed = new LinkedHashSet<>(left.keySet());
        changed.addAll(taken.keySet());
        changed.forEach(
                keeper -> keeper.change(left.getOrDefault(keeper, List.of()), taken.getOrDefault(keeper, List.of())));
        for (ConnectionPlan plan : ConnectionPlan.of(streams, baseUrl, homeless, most, numbers + 1)) {
            numbers++;
            carried.put(maker.apply(plan), new LinkedHashSet<>(plan.channels()));
        }
        endTheEmpty();
    }

    private Optional<ConnectionKeeper> roomFor(Subscription channel) {
        return carried.entrySet().stream()
                .filter(entry -> entry.getKey().plan().root().equals(channel.root()))
                .filter(entry -> entry.getValue().size() < most)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Set<Subscription> of(ConnectionKeeper keeper) {
        return Objects.requireNonNull(carried.get(keeper));
    }

    private void endTheEmpty() {
        for (ConnectionKeeper keeper : List.copyOf(carried.keySet())) {
            if (of(keeper).isEmpty()) {
                carried.remove(keeper);
                keeper.end();
            }
        }
    }

    /** Starts those that have not been. */
    public void start(String venue) {
        for (ConnectionKeeper keeper : carried.keySet()) {
            threads.computeIfAbsent(
                    keeper,
                    each -> Thread.ofPlatform()
                            .name(venue + " " + each.plan().name())
                            .start(each));
        }
        threads.entrySet()
                .removeIf(entry -> !carried.containsKey(entry.getKey())
                        && !entry.getValue().isAlive());
    }

    /** True while one is at work, be it to end in order. */
    public boolean anyAlive() {
        return threads.values().stream().anyMatch(Thread::isAlive);
    }

    /** Ends all at once and waits for it. */
    public void interrupt() throws InterruptedException {
        for (Thread thread : threads.values()) {
            thread.interrupt();
            thread.join();
        }
    }

    /** All there are. */
    public Collection<ConnectionKeeper> all() {
        return carried.keySet();
    }

    /** What a connection carries now; empty if it is to end. */
    public Set<Subscription> channels(ConnectionPlan plan) {
        return carried.entrySet().stream()
                .filter(entry -> entry.getKey().plan().equals(plan))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Set.of());
    }

    /** Whose a channel is. */
    public Optional<ConnectionKeeper> keeper(Subscription channel) {
        return carried.entrySet().stream()
                .filter(entry -> entry.getValue().contains(channel))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}

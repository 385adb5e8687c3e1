package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trial does.
 *
 * @param trades how many are produced at least; more when the last act takes longer
 * @param perSecond how many a second while acts are played, about
 * @param session after how much silence a sink is taken for dead
 * @param parts one after the other, each with sinks of one group protocol
 * @param seed of the trades, the moments and the order of acts
 */
record Plan(long trades, int perSecond, Duration session, List<Part> parts, long seed) {
    static final int PARTITIONS = 8;

    /** Silence after which ClickHouse gives up on a client in the middle of an insert, with some air. */
    private static final Duration BEYOND_RECEIVE_TIMEOUT = Duration.ofSeconds(34);

    Plan {
        parts = List.copyOf(parts);
    }

    /**
     * The acts of a part, played in a random order.
     *
     * @param kills how often the sink is killed
     * @param engineKills how often ClickHouse is killed
     * @param stalls how long a sink stands still while another takes over, one entry for each time
     * @param visits how often another sink joins the group and leaves again
     * @param injections failures in the engine, all of them one after the other
     * @param months event times of a backlog that one insert cannot take, in months; 0 for no backlog
     */
    record Part(
            Protocol protocol,
            int kills,
            int engineKills,
            List<Duration> stalls,
            int visits,
            List<Injection> injections,
            int months) {
        Part {
            stalls = List.copyOf(stalls);
            injections = List.copyOf(injections);
        }
    }

    /** Everything, the kills shared out between the protocols. */
    static Plan full(long trades, int kills, int engineKills, List<Protocol> protocols, long seed) {
        Duration session = Duration.ofSeconds(4);
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < protocols.size(); at++) {
            parts.add(new Part(
                    protocols.get(at),
                    share(kills, protocols.size(), at),
                    share(engineKills, protocols.size(), at),
                    List.of(session.multipliedBy(3), BEYOND_RECEIVE_TIMEOUT),
                    2,
                    Injection.all(),
                    150));
        }
        return new Plan(trades, (int) Math.max(3_000, trades / 400), session, parts, seed);
    }

    /** A minute's worth: some of everything. */
    static Plan brief(long trades, long seed) {
        Duration session = Duration.ofSeconds(3);
        return new Plan(
                trades,
                (int) (trades / 40),
                session,
                List.of(
                        new Part(
                                Protocol.CLASSIC,
                                2,
                                1,
                                List.of(),
                                0,
                                List.of(new Injection(Injection.Place.RENAME, Injection.Failure.KILL, 2)),
                                0),
                        new Part(
                                Protocol.CONSUMER,
                                1,
                                0,
                                List.of(session.multipliedBy(2)),
                                0,
                                List.of(new Injection(Injection.Place.DEDUPLICATION_LOG, Injection.Failure.EIO, 1)),
                                120)),
                seed);
    }

    private static int share(int all, int among, int at) {
        return all / among + (at < all % among ? 1 : 0);
    }
}

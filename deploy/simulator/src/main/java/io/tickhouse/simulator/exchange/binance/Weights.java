package io.tickhouse.simulator.exchange.binance;

/** Weight used in the running minute: too much is refused, and who goes on all the same is banned. */
final class Weights {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long BAN_NANOS = 2 * MINUTE_NANOS;
    /** The venue does not tell how many; it bans who "continues". */
    private static final int REFUSED_BEFORE_BAN = 20;

    private final int limit;
    private long minuteBegan = System.nanoTime();
    private long bannedUntil;
    private boolean banned;
    private int used;
    private int refused;

    Weights(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    int used() {
        return used;
    }

    /** Counts a request; 200, or 429 or 418 when it is refused. */
    int take(int weight) {
        long now = System.nanoTime();
        if (banned && now - bannedUntil < 0) {
            return 418;
        }
        banned = false;
        if (now - minuteBegan >= MINUTE_NANOS) {
            minuteBegan = now - (now - minuteBegan) % MINUTE_NANOS;
            used = 0;
            refused = 0;
        }
        if (used + weight > limit) {
            refused++;
            if (refused > REFUSED_BEFORE_BAN) {
                banned = true;
                bannedUntil = now + BAN_NANOS;
                return 418;
            }
            return 429;
        }
        used += weight;
        return 200;
    }

    /** Seconds until requests are taken again, at least 1. */
    int retryAfterSeconds() {
        long until = banned ? bannedUntil : minuteBegan + MINUTE_NANOS;
        return (int) Math.max(1, Math.ceilDiv(until - System.nanoTime(), 1_000_000_000L));
    }
}

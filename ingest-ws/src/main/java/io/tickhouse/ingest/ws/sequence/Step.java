package io.tickhouse.ingest.ws.sequence;

/** What one id means after those seen before it. */
public sealed interface Step {
    /** The first of its symbol: nothing is known of what came before. */
    record First() implements Step {}

    /** The one that was due. */
    record Next() implements Step {}

    /** Some ids were passed over: from {@code firstMissing} to {@code lastMissing}, inclusive. */
    record Gap(long firstMissing, long lastMissing) implements Step {
        public long missing() {
            return lastMissing - firstMissing + 1;
        }
    }

    /** At or below the highest seen: a repetition, or a late one whose absence was told as a gap before. */
    record Behind(long highest) implements Step {}
}

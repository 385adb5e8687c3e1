package io.tickhouse.ingest.ws.sequence;

/** What one id, or a run of ids, means after those seen before it. */
public sealed interface Step {
    /** The first of its symbol: nothing is known of what came before. */
    record First() implements Step {}

    /** What was due. */
    record Next() implements Step {}

    /** Some ids were passed over: from {@code firstMissing} to {@code lastMissing}, inclusive. */
    record Gap(long firstMissing, long lastMissing) implements Step {
        public long missing() {
            return lastMissing - firstMissing + 1;
        }
    }

    /** Was missing so far: {@code found} ids that were told as a gap before. */
    record Late(long found) implements Step {}

    /** Was there already. */
    record Repeated() implements Step {}
}

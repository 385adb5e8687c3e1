package io.tickhouse.ingest.ws.ledger;

/** Keys of the ledger of live captures. */
public final class LedgerKey {
    private LedgerKey() {}

    /** Key of what is wanted of a session. */
    public static String session(String id) {
        return "session:" + id;
    }

    /** Key of what has become of a session in a group of replicas. */
    public static String run(String group, String id) {
        return "run:" + group + ":" + id;
    }
}

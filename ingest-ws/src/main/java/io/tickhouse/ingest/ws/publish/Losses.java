package io.tickhouse.ingest.ws.publish;

/**
 * Hears of a record that Kafka did not take. Called on any thread; must not wait. It lives until the record is acknowledged,
 * so it had better not hold the record unless it needs it.
 */
public interface Losses {
    /**
     * The record is not in its topic and will not be.
     *
     * @param cause why
     */
    void lost(String cause);
}

package io.tickhouse.ingest.ws.publish;

/** Kafka did not take a record; the message names its key and topic. */
public final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UndeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.tickhouse.sink.clickhouse;

/** The sink cannot go on; the message says why and what to do. */
final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SinkException(String message) {
        super(message);
    }

    SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}

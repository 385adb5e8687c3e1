package io.tickhouse.sink.clickhouse.map;

/** The schema registry cannot be asked just now; the record must wait, nothing is wrong with it. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

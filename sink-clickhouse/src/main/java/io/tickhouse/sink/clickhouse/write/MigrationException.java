package io.tickhouse.sink.clickhouse.write;

/** The database and this program do not fit together; the message says which versions and what to do. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }
}

package io.tickhouse.ingest.bulk.delete;

/** ClickHouse cannot be asked, or refuses. What was deleted before stays deleted; deleting again ends it. */
final class DeleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeleteException(String message) {
        super(message);
    }

    DeleteException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.tickhouse.streams.recompute;

/** ClickHouse cannot be asked, or refuses. What was published before stays; recomputing again ends it. */
final class RecomputeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecomputeException(String message) {
        super(message);
    }

    RecomputeException(String message, Throwable cause) {
        super(message, cause);
    }
}

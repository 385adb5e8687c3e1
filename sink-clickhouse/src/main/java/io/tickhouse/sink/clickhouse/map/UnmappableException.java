package io.tickhouse.sink.clickhouse.map;

/** The record cannot become a row, now or ever: it belongs in the dead letters. Carries no stack, the reason says it all. */
public final class UnmappableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what was expected and what was found */
    public UnmappableException(String reason) {
        super(reason, null, false, false);
    }
}

package io.tickhouse.sink.clickhouse.map;

/** The table cannot take the records of a schema: a column is missing or has another type. Only a migration heals it. */
public final class TableMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what the schema holds, what the table holds and what to do */
    public TableMismatchException(String message) {
        super(message);
    }
}

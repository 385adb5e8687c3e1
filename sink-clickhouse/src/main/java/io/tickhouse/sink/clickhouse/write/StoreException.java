package io.tickhouse.sink.clickhouse.write;

/** ClickHouse did not do what was asked, or nobody knows whether it did. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean heals;

    StoreException(String message, Throwable cause, boolean heals) {
        super(message, cause);
        this.heals = heals;
    }

    /** True when trying again later may help; false when somebody must change something first. */
    public boolean heals() {
        return heals;
    }
}

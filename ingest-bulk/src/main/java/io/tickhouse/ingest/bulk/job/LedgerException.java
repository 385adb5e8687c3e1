package io.tickhouse.ingest.bulk.job;

/** The ledger cannot be read to its end, so nobody can say what is loaded. Nothing is published then. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}

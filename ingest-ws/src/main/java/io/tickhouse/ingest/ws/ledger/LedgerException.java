package io.tickhouse.ingest.ws.ledger;

/** The ledger of live captures cannot be read or written. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.tickhouse.simulator.exchange.binance;

/** A request that the venue answers with an error: its code and words (errors.md). */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;

    BadRequest(int code, String message) {
        this(400, code, message);
    }

    BadRequest(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}

package io.tickhouse.bench.chaos;

/** The trial cannot go on: something did not happen in time, or a tool does not do its part. The message says which. */
final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        super(message);
    }

    ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}

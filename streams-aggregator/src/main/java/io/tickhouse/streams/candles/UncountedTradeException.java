package io.tickhouse.streams.candles;

/**
 * A trade is not in all candles it belongs to; the message says why. Thrown when everything else about it is done, so that
 * work can go on behind it.
 */
public final class UncountedTradeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UncountedTradeException(String reason) {
        super(reason);
    }
}

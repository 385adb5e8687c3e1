package io.tickhouse.sink.clickhouse.offset;

/** Work cannot go on from the committed offsets; the message says where, why and what to do. */
public final class OffsetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetException(String message) {
        super(message);
    }
}

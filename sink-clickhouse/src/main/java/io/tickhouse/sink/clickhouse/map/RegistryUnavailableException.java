package io.tickhouse.sink.clickhouse.map;

import org.jspecify.annotations.Nullable;

/** The schema registry cannot be asked just now; the record must wait, nothing is wrong with it. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.tickhouse.ingest.ws.rest;

import java.io.IOException;

/** A venue's REST interface did not give what was asked for; the message says what it gave instead. */
public final class RestException extends IOException {
    private static final long serialVersionUID = 1L;

    public RestException(String message) {
        super(message);
    }

    public RestException(String message, IOException cause) {
        super(message, cause);
    }
}

package io.tickhouse.ingest.ws.rest;

import io.tickhouse.service.config.Secrets;

/**
 * What a venue knows the holder of an account by; never shown.
 *
 * @param setting under which it is given, to be named where it is missing
 * @param value the secret, visible ASCII; empty if none is given
 */
public record ApiKey(String setting, String value) {
    /** Visible ASCII: what an HTTP header can carry. */
    public static final String FORM = "[!-~]*";

    boolean isGiven() {
        return !value.isEmpty();
    }

    /** A text of somebody else's with the secret taken out of it. */
    String hiddenIn(String text) {
        return isGiven() ? text.replace(value, Secrets.HIDDEN) : text;
    }

    @Override
    public String toString() {
        return setting + "=" + Secrets.HIDDEN;
    }
}

package io.tickhouse.ingest.ws.rest;

import java.time.Duration;

/**
 * How a venue is asked over REST.
 *
 * @param baseUrl scheme, host and port
 * @param timeout of a connection and of an answer
 * @param key of an account there
 * @param circuitFailures requests that fail in a row before nothing is asked for a while, above 0
 * @param circuitWait that while, above 0
 */
public record RestSettings(String baseUrl, Duration timeout, ApiKey key, int circuitFailures, Duration circuitWait) {
    public RestSettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }
}

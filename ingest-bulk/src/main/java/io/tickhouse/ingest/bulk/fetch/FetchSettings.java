package io.tickhouse.ingest.bulk.fetch;

import java.time.Duration;

/**
 * How patient fetching is.
 *
 * @param attempts tries of one request, 1 or more
 * @param backoff wait after the first failure; doubles each time, with jitter
 * @param longestBackoff most it waits by itself
 * @param longestAsked most it waits when the server asks for it
 * @param silence without a byte for so long a request counts as failed
 */
public record FetchSettings(
        int attempts, Duration backoff, Duration longestBackoff, Duration longestAsked, Duration silence) {}

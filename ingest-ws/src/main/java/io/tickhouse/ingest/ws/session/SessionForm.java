package io.tickhouse.ingest.ws.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a session, as JSON. What is not said stays as it is, or as the service's settings have it.
 *
 * @param id names the session; one is made up for a new session without
 * @param targets what is captured, each venue once
 * @param types of data, such as trades
 * @param klineIntervals intervals of klines, such as 1m
 * @param depth most levels a side of a book's snapshot
 * @param intervalMs distance of a book's snapshots in milliseconds
 * @param durationMs after how many milliseconds from now it ends; 0 for not before it is stopped
 */
public record SessionForm(
        @Nullable String id,
        @Nullable List<Target> targets,
        @Nullable List<String> types,
        @JsonProperty("kline_intervals") @Nullable List<String> klineIntervals,
        @Nullable Integer depth,
        @JsonProperty("interval_ms") @Nullable Long intervalMs,
        @JsonProperty("duration_ms") @Nullable Long durationMs) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Instruments of a venue.
     *
     * @param venue such as binance-spot
     * @param symbols names or patterns
     */
    public record Target(String venue, List<String> symbols) {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    static SessionForm read(byte[] json) {
        try {
            return JSON.readValue(json, SessionForm.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a session as JSON, found: "
                    + (e instanceof JsonProcessingException wrong ? wrong.getOriginalMessage() : e.getMessage()));
        }
    }

    /** Writes it; what is not said is left out. */
    public String json() {
        try {
            return JSON.copy()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a session cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}

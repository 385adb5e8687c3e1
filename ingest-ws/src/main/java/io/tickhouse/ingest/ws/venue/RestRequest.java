package io.tickhouse.ingest.ws.venue;

/**
 * A request to a venue's REST interface; always GET unless {@code body} is given.
 *
 * @param path with its query, from the slash on
 * @param weight what it costs of the venue's budget
 * @param body of a POST; empty for a GET
 */
public record RestRequest(String path, int weight, String body) {
    public RestRequest(String path, int weight) {
        this(path, weight, "");
    }
}

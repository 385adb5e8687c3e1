package io.tickhouse.ingest.ws.venue;

/**
 * A request to a venue's REST interface; always GET unless {@code body} is given.
 *
 * @param path with its query, from the slash on
 * @param weight what it costs of the venue's budget
 * @param body of a POST; empty for a GET
 * @param needsKey true when the venue wants a key of an account in {@link VenueRest#keyHeader}
 */
public record RestRequest(String path, int weight, String body, boolean needsKey) {
    public RestRequest(String path, int weight) {
        this(path, weight, "");
    }

    public RestRequest(String path, int weight, String body) {
        this(path, weight, body, false);
    }

    /** The same, asked with a key. */
    public RestRequest withKey() {
        return new RestRequest(path, weight, body, true);
    }
}

package io.tickhouse.ingest.ws.venue;

import java.util.List;

/**
 * A message to the venue that it has to answer.
 *
 * @param text as it is sent
 * @param id by which the answers name it
 * @param answers how many acknowledgements it takes: one a request on some venues, one a channel on others
 * @param channels what it asks for; empty where it ends subscriptions
 */
public record Request(String text, String id, int answers, List<Subscription> channels) {
    public Request {
        channels = List.copyOf(channels);
    }
}

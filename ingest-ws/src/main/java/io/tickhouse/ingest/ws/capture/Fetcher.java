package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.connection.Inbound;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.venue.RestRequest;
import java.io.IOException;
import java.util.function.Consumer;

/** Asks over REST without keeping the capturing thread: the answer comes to the inbox. */
final class Fetcher {
    private final RestClient client;
    private final Inbox inbox;

    Fetcher(RestClient client, Inbox inbox) {
        this.client = client;
        this.inbox = inbox;
    }

    /**
     * Asks.
     *
     * @param taken gets the answer, on the capturing thread
     * @param failed gets the reason if there is none, or if {@code taken} could not read it
     */
    void fetch(RestRequest request, Consumer<RestAnswer> taken, Consumer<String> failed) {
        Thread.ofVirtual().name("rest").start(() -> {
            try {
                RestAnswer answer = client.get(request);
                inbox.answered(request, answer, new Inbound.Task(() -> {
                    try {
                        taken.accept(answer);
                    } catch (IllegalArgumentException e) {
                        failed.accept(request.path() + ": " + e.getMessage());
                    }
                }));
            } catch (IOException e) {
                inbox.tell(new Inbound.Task(() -> failed.accept(String.valueOf(e.getMessage()))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}

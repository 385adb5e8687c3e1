package io.tickhouse.ingest.ws.rest;

import io.tickhouse.ingest.ws.venue.RestRefusal;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Asks one venue over REST, for all who need something of it: within its budget, a few requests at a time. Thread-safe. */
public final class RestClient implements AutoCloseable {
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(30);
    /** The venue's shortest ban. */
    private static final Duration AFTER_BAN = Duration.ofMinutes(2);

    private static final long LONGEST_BODY = 64L << 20;
    private static final int AT_ONCE = 8;
    private static final int SHOWN = 300;

    private final VenueRest venue;
    private final String baseUrl;
    private final Duration timeout;
    private final StopSignal stop;
    private final InstantSource clock;
    private final RestBudget budget;
    private final HttpClient http;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * A client that has asked nothing yet.
     *
     * @param baseUrl scheme, host and port
     * @param timeout of a connection and of an answer
     */
    public RestClient(VenueRest venue, String baseUrl, Duration timeout, InstantSource clock, StopSignal stop) {
        this.venue = venue;
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.timeout = timeout;
        this.clock = clock;
        this.stop = stop;
        this.budget = new RestBudget(venue.limit(), clock);
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** What may be asked. */
    public RestBudget budget() {
        return budget;
    }

    /**
     * Asks the venue for its budget and keeps to it from now on.
     *
     * @param symbol any that is captured
     */
    public void learnBudget(String symbol) throws IOException, InterruptedException {
        Optional<RestRequest> question = venue.limits(symbol);
        if (question.isPresent()) {
            byte[] body = get(question.get()).body();
            try {
                budget.set(venue.readLimit(body));
            } catch (IllegalArgumentException e) {
                throw new RestException(question.get().path() + ": " + e.getMessage());
            }
        }
    }

    /**
     * Asks, as soon as the budget allows.
     *
     * @throws RestException if the venue answers with anything but 200, or refuses with 200
     * @throws IOException if it cannot be asked
     */
    public RestAnswer get(RestRequest request) throws IOException, InterruptedException {
        room.acquire();
        try {
            budget.spend(request.weight(), stop);
            HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(baseUrl + request.path()))
                    .timeout(timeout)
                    .header("Accept", "application/json");
            if (!request.body().isEmpty()) {
                asked.header("Content-Type", "application/json").POST(BodyPublishers.ofString(request.body()));
            }
            Instant sent = clock.instant();
            HttpResponse<byte[]> answer =
                    http.send(asked.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY));
            venue.usedWeight(name -> answer.headers().firstValue(name)).ifPresent(budget::observe);
            if (answer.statusCode() != 200) {
                throw refused(request, answer);
            }
            checkNotRefused(request, answer.body());
            return new RestAnswer(answer.body(), sent, clock.instant());
        } finally {
            room.release();
        }
    }

    private void checkNotRefused(RestRequest request, byte[] body) throws RestException {
        Optional<RestRefusal> refusal;
        try {
            refusal = venue.refusal(body);
        } catch (IllegalArgumentException e) {
            throw new RestException(baseUrl + request.path() + ": " + e.getMessage());
        }
        if (refusal.isPresent()) {
            throw new RestException(baseUrl + request.path() + " answered "
                    + refusal.get().cause() + (refusal.get().tooMany() ? paused(AFTER_TOO_MANY) : ""));
        }
    }

    private String paused(Duration wait) {
        Instant until = clock.instant().plus(wait);
        budget.close(until);
        return "; nothing is asked until " + until;
    }

    private RestException refused(RestRequest request, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String pause = status == TOO_MANY || status == BANNED
                ? paused(retryAfter(answer).orElse(status == BANNED ? AFTER_BAN : AFTER_TOO_MANY))
                : "";
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return new RestException(baseUrl + request.path() + " answered " + status + " "
                + body.substring(0, Math.min(body.length(), SHOWN)) + pause);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,7}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

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

/**
 * Asks one venue over REST, for all who need something of it: within its budget, a few requests at a time, and nothing while
 * its host fails. Thread-safe.
 */
public final class RestClient implements AutoCloseable {
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(30);
    /** The venue's shortest ban. */
    private static final Duration AFTER_BAN = Duration.ofMinutes(2);

    private static final long LONGEST_BODY = 64L << 20;
    private static final int AT_ONCE = 8;
    private static final int SHOWN = 300;
    private static final int SERVER_ERRORS = 500;

    private final VenueRest venue;
    private final RestSettings settings;
    private final StopSignal stop;
    private final InstantSource clock;
    private final RestBudget budget;
    private final Circuit circuit;
    private final HttpClient http;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** A client that has asked nothing yet. */
    public RestClient(VenueRest venue, RestSettings settings, InstantSource clock, StopSignal stop) {
        this.venue = venue;
        this.settings = settings;
        this.clock = clock;
        this.stop = stop;
        this.budget = new RestBudget(venue.limit(), clock);
        this.circuit = new Circuit(settings, clock);
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /** What may be asked. */
    public RestBudget budget() {
        return budget;
    }

    /** Whether it is asked at all. */
    public Circuit circuit() {
        return circuit;
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
     * @throws RestException if the venue answers with anything but 200, refuses with 200 or does not answer; at once while
     *     its host fails, or if the request needs a key and none is given
     * @throws IOException if the stop comes first
     */
    public RestAnswer get(RestRequest request) throws IOException, InterruptedException {
        HttpRequest asked = asked(request);
        try (Circuit.Permit permit = circuit.enter()) {
            room.acquire();
            try {
                budget.spend(request.weight(), stop);
                permit.check();
                Instant sent = clock.instant();
                HttpResponse<byte[]> answer = send(asked, permit);
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
    }

    private HttpRequest asked(RestRequest request) throws RestException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(settings.baseUrl() + request.path()))
                .timeout(settings.timeout())
                .header("Accept", "application/json");
        if (request.needsKey()) {
            asked.header(venue.keyHeader().orElseThrow(), key(request));
        }
        if (!request.body().isEmpty()) {
            asked.header("Content-Type", "application/json").POST(BodyPublishers.ofString(request.body()));
        }
        return asked.build();
    }

    private String key(RestRequest request) throws RestException {
        ApiKey key = settings.key();
        if (!key.isGiven()) {
            throw new RestException(settings.baseUrl() + request.path()
                    + " is not asked: the venue wants a key of an account for it, found none; set " + key.setting()
                    + " in the environment or in a file");
        }
        return key.value();
    }

    private HttpResponse<byte[]> send(HttpRequest asked, Circuit.Permit permit)
            throws RestException, InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(asked, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY));
        } catch (IOException e) {
            RestException failure = new RestException(asked.uri() + " was not answered: " + e, e);
            permit.failed(failure, e.toString());
            throw failure;
        }
        if (answer.statusCode() >= SERVER_ERRORS) {
            String status = "status " + answer.statusCode();
            permit.failed(new RestException(status), status);
        } else {
            permit.answered();
        }
        return answer;
    }

    private void checkNotRefused(RestRequest request, byte[] body) throws RestException {
        Optional<RestRefusal> refusal;
        try {
            refusal = venue.refusal(body);
        } catch (IllegalArgumentException e) {
            throw new RestException(settings.baseUrl() + request.path() + ": " + e.getMessage());
        }
        if (refusal.isPresent()) {
            throw new RestException(settings.baseUrl() + request.path() + " answered "
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
        String shown = settings.key().hiddenIn(body);
        return new RestException(settings.baseUrl() + request.path() + " answered " + status + " "
                + shown.substring(0, Math.min(shown.length(), SHOWN)) + pause);
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

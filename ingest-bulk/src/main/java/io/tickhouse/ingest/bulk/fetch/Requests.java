package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.service.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** HTTP requests to one archive, with patience. Safe for several threads, which wait together when the server asks for it. */
final class Requests implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Binance answers a client that ignored its 429s with this. */
    private static final int BANNED = 418;

    private static final int FIRST_SERVER_ERROR = 500;
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);

    private final URI base;
    private final FetchSettings settings;
    private final Retry retry;
    private final HttpClient client;

    /** @param base ends in a slash */
    Requests(URI base, FetchSettings settings, StopSignal stop) {
        this.base = base;
        this.settings = settings;
        this.retry = new Retry(settings, stop);
        this.client = HttpClient.newBuilder()
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(settings.silence())
                .build();
    }

    URI base() {
        return base;
    }

    /** Reads an answer. */
    interface Reading<T> {
        T read(HttpResponse<InputStream> response) throws IOException, ArchiveException;
    }

    /**
     * Asks until there is an answer.
     *
     * @param headers of the request; asked for at each attempt
     * @param wanted the HTTP statuses that {@code reading} understands
     * @return empty when the server says that it is not there
     */
    <T> Optional<T> of(String method, URI address, Headers headers, Set<Integer> wanted, Reading<T> reading)
            throws ArchiveException, InterruptedException {
        return retry.of(address.toString(), () -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(method, BodyPublishers.noBody())
                    .timeout(settings.silence())
                    .header("User-Agent", "tickhouse");
            headers.now().forEach(request::header);
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream _ = response.body()) {
                return answered(address, response, wanted, reading);
            }
        });
    }

    /** Request headers as of the moment of an attempt. */
    interface Headers {
        Headers NONE = Map::of;

        Map<String, String> now() throws IOException;
    }

    private static <T> Optional<T> answered(
            URI address, HttpResponse<InputStream> response, Set<Integer> wanted, Reading<T> reading)
            throws IOException, ArchiveException {
        int status = response.statusCode();
        if (wanted.contains(status)) {
            return Optional.of(reading.read(response));
        }
        if (NOT_THERE.contains(status)) {
            return Optional.empty();
        }
        if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS || status == BANNED) {
            throw new Retry.ComeBackLater("HTTP status " + status, retryAfter(response));
        }
        throw new Unreachable(address + ": expected HTTP status " + wanted + " or 404, found " + status
                + ". Check the address and whether access is allowed");
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    /**
     * Reads a small answer whole.
     *
     * @throws TooLarge if it has more than {@code limit} bytes
     */
    byte[] bytes(HttpResponse<InputStream> response, int limit) throws IOException, TooLarge {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(response, bytes, limit);
        return bytes.toByteArray();
    }

    /**
     * Copies an answer, as long as it does not fall silent.
     *
     * @throws TooLarge if it has more than {@code limit} bytes
     */
    void copy(HttpResponse<InputStream> response, OutputStream out, long limit) throws IOException, TooLarge {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (SilenceWatch watch = new SilenceWatch(response.body(), settings.silence())) {
            int read;
            while ((read = watch.read(buffer)) >= 0) {
                total += read;
                if (total > limit) {
                    throw new TooLarge(response.uri() + ": expected at most " + limit + " bytes, found more");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}

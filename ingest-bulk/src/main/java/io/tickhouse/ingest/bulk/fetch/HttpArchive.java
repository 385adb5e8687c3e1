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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An archive behind HTTP or HTTPS. */
final class HttpArchive implements Archive {
    /** A CHECKSUM file is one line; nothing larger is read into memory. */
    static final int SMALL_BYTES = 4_096;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Binance answers a client that ignored its 429s with this. */
    private static final int BANNED = 418;

    private static final int FIRST_SERVER_ERROR = 500;

    private final URI base;
    private final FetchSettings settings;
    private final Retry retry;
    private final HttpClient client;

    /** @param base ends in a slash */
    HttpArchive(URI base, FetchSettings settings, StopSignal stop) {
        this.base = base;
        this.settings = settings;
        this.retry = new Retry(settings, stop);
        this.client = HttpClient.newBuilder()
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(settings.silence())
                .build();
    }

    @Override
    public String name() {
        return base.toString();
    }

    @Override
    public boolean has(String path) throws ArchiveException, InterruptedException {
        return retry.of(base.resolve(path).toString(), () -> answered("HEAD", path, body -> true))
                .isPresent();
    }

    @Override
    public Optional<byte[]> read(String path) throws ArchiveException, InterruptedException {
        return retry.of(
                base.resolve(path).toString(),
                () -> answered("GET", path, body -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    copy(path, body, bytes, SMALL_BYTES);
                    return bytes.toByteArray();
                }));
    }

    @Override
    public void fetch(String path, Path to, long limit) throws ArchiveException, InterruptedException {
        Optional<Boolean> fetched = retry.of(
                base.resolve(path).toString(),
                () -> answered("GET", path, body -> {
                    try (OutputStream out = Files.newOutputStream(to)) {
                        copy(path, body, out, limit);
                    }
                    return true;
                }));
        if (fetched.isEmpty()) {
            throw new ArchiveException.Missing(path + ": the ZIP is not in " + name()
                    + " (404), although its CHECKSUM file is. Nothing is loaded; try again when it is there");
        }
    }

    private interface Reading<T> {
        T read(InputStream body) throws IOException, ArchiveException;
    }

    private <T> Optional<T> answered(String method, String path, Reading<T> reading)
            throws IOException, ArchiveException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, BodyPublishers.noBody())
                .timeout(settings.silence())
                .header("User-Agent", "tickhouse")
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == OK) {
                return Optional.of(reading.read(body));
            }
            if (status == NOT_FOUND || status == GONE) {
                return Optional.empty();
            }
            if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS || status == BANNED) {
                throw new Retry.ComeBackLater("HTTP status " + status, retryAfter(response));
            }
            throw new Unreachable(base.resolve(path) + ": expected HTTP status 200 or 404, found " + status
                    + ". Check the address and whether access is allowed");
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private void copy(String path, InputStream body, OutputStream out, long limit) throws IOException, TooLarge {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (SilenceWatch watch = new SilenceWatch(body, settings.silence())) {
            int read;
            while ((read = watch.read(buffer)) >= 0) {
                total += read;
                if (total > limit) {
                    throw new TooLarge(path + ": expected at most " + limit + " bytes, found more");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}

package io.tickhouse.launcher.process;

import io.tickhouse.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a service's admin HTTP server how it is. */
public final class ServiceProbe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** True when the service says it is ready. */
    public boolean isReady(String url) {
        try {
            return get(url + "/readyz").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its state in words: ready, not ready and why, not running, or that something else answers there. */
    public String state(String service, String url) {
        try {
            if (!get(url + "/info").body().contains("service: " + service + "\n")) {
                return "not running (something else answers here)";
            }
            HttpResponse<String> ready = get(url + "/readyz");
            return ready.statusCode() == 200
                    ? "ready"
                    : "not ready: " + ready.body().strip();
        } catch (IOException e) {
            return "not running";
        }
    }

    private HttpResponse<String> get(String url) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while asking " + url, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

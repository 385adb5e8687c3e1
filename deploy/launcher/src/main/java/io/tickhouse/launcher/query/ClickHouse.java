package io.tickhouse.launcher.query;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks ClickHouse over its HTTP interface. */
public final class ClickHouse implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    public ClickHouse(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * The answer as ClickHouse formats it.
     *
     * @param settings settings of the query, {@code default_format} among them
     * @throws LauncherException with ClickHouse's own words if it refuses the query or cannot be reached
     */
    public InputStream stream(String sql, Map<String, String> settings) {
        String query = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + URLEncoder.encode(setting.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/?", ""));
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints.clickhouseUrl() + query))
                .header("X-ClickHouse-User", endpoints.clickhouseUser())
                .header("X-ClickHouse-Key", endpoints.clickhousePassword())
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                try (InputStream body = response.body()) {
                    throw new LauncherException(new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
            return response.body();
        } catch (IOException e) {
            throw new LauncherException("ClickHouse does not answer at " + endpoints.clickhouseUrl() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted while waiting for ClickHouse", e);
        }
    }

    /** The answer's rows as text fields, null as {@code \N}. */
    public List<List<String>> rows(String sql) {
        try (InputStream body = stream(sql, Map.of("default_format", "TabSeparated"))) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> List.of(line.split("\t", -1))).toList();
        } catch (IOException e) {
            throw new LauncherException("ClickHouse broke off its answer: " + e, e);
        }
    }

    /** True when the table or view is there. */
    public boolean has(String database, String table) {
        return rows("SELECT count() FROM system.tables WHERE database = '" + database + "' AND name = '" + table + "'")
                .equals(List.of(List.of("1")));
    }

    @Override
    public void close() {
        http.close();
    }
}

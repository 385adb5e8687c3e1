package io.tickhouse.service.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
    private final Health health = new Health();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = new AdminServer("127.0.0.1", 0, "", new AdminApi(), health, metrics, () -> Map.of("service", "demo"));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void theServiceIsReadyWhenEveryPartItNamedIsUp() throws Exception {
        assertAnswer("/readyz", 503, "service: starting\n");
        health.down("kafka", "no broker");
        health.up("feed");
        assertAnswer("/readyz", 503, "kafka: no broker\n");
        health.up("kafka");
        assertAnswer("/readyz", 200, "ready\n");
        health.down("feed", "");
        assertAnswer("/readyz", 503, "feed: down\n");
    }

    @Test
    void theServiceIsAliveUntilItSaysThatItCannotGoOn() throws Exception {
        health.up("feed");
        assertAnswer("/livez", 200, "alive\n");
        health.down("feed", "stale");
        assertAnswer("/livez", 200, "alive\n");
        health.fatal("offsets lost");
        assertAnswer("/livez", 503, "offsets lost\n");
        assertThat(get("/readyz").body()).contains("service: offsets lost");
    }

    @Test
    void metricsAreInPrometheusText() throws Exception {
        metrics.counter("demo.records").increment(3);
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.body()).contains("demo_records_total 3.0");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void infoSaysWhatIsRunning() throws Exception {
        assertAnswer("/info", 200, "service: demo\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/livez/more", "/metricsx"})
    void anotherPathIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void onlyGetIsAllowed(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/livez"))
                .method(method, BodyPublishers.ofString("x"))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void aFailureInsideIsAnsweredAndDoesNotEndTheServer() throws Exception {
        try (AdminServer failing = new AdminServer("127.0.0.1", 0, "", new AdminApi(), health, metrics, () -> {
            throw new IllegalStateException("no info today");
        })) {
            URI info = URI.create("http://127.0.0.1:" + failing.port() + "/info");
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(info).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).contains("no info today");
            }
        }
    }

    @Test
    void aPortInUseIsNamedWithTheSettingThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new AdminServer(
                            "127.0.0.1", taken.getLocalPort(), "", new AdminApi(), health, metrics, Map::of))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("admin.port");
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        assertThatThrownBy(
                        () -> new AdminServer("no.such.host.invalid", 0, "", new AdminApi(), health, metrics, Map::of))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.such.host.invalid")
                .hasMessageContaining("admin.host");
    }

    @Test
    void afterCloseNobodyListens() {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez"))
                                .build(),
                        BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private void assertAnswer(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}

package io.tickhouse.ingest.ws.session;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.ingest.ws.RunningCapture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** A user of a service's sessions. */
final class SessionClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    SessionClient(URI service) {
        this.service = service;
    }

    HttpResponse<String> ask(String method, String path, String body, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path)).method(method, BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return ask(method, path, body, "Bearer " + RunningCapture.TOKEN);
    }

    /** Gives an order that must be carried out. */
    JsonNode order(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = ask(method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(
                    method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /** What is said of the session by the first group of replicas; a missing node before anything is. */
    JsonNode run(String id) {
        try {
            return order("GET", "/captures/" + id, "").path("runs").path(0);
        } catch (IOException e) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until what is said of a session is so. */
    JsonNode await(String id, Predicate<JsonNode> so) {
        JsonNode[] last = new JsonNode[1];
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    last[0] = run(id);
                    return so.test(last[0]);
                });
        return last[0];
    }

    /** Waits until a session has published that many records, on that replica if one is named. */
    void awaitPublished(String id, long records) {
        await(
                id,
                run -> run.path("state").asText().equals("RUNNING")
                        && run.path("published").asLong() >= records);
    }

    @Override
    public void close() {
        http.close();
    }
}

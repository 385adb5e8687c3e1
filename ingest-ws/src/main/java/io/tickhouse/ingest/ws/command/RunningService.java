package io.tickhouse.ingest.ws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A running service's admin HTTP API, as its sessions are ordered there. */
final class RunningService {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "TICKHOUSE_ADMIN_TOKEN";

    private final URI address;
    private final String token;

    /**
     * The service at an address.
     *
     * @param environment holds the token in {@code TICKHOUSE_ADMIN_TOKEN}, or its file in {@code TICKHOUSE_ADMIN_TOKEN_FILE}
     * @throws OrderException if it holds none
     */
    RunningService(URI address, Map<String, String> environment) throws IOException {
        this.address = address;
        String file = environment.get(TOKEN + "_FILE");
        this.token = file == null
                ? environment.getOrDefault(TOKEN, "")
                : Files.readString(Path.of(file)).strip();
        if (token.isEmpty()) {
            throw new OrderException("expected the service's token in " + TOKEN + " or " + TOKEN
                    + "_FILE, found none: it is" + " what the service was started with as admin.token");
        }
    }

    /** An order was not carried out. */
    static final class OrderException extends IOException {
        private static final long serialVersionUID = 1L;

        OrderException(String message) {
            super(message);
        }
    }

    /**
     * Gives an order.
     *
     * @param path below {@code /captures}, such as {@code /ID/stop}; empty for itself
     * @param body JSON; empty for none
     * @throws OrderException if it is refused; the message is the service's
     */
    JsonNode order(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest order = HttpRequest.newBuilder(address.resolve("/captures" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = http.send(order, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new OrderException(problem(answer));
            }
            return new ObjectMapper().readTree(answer.body());
        } catch (ConnectException e) {
            throw new OrderException("no service answers at " + address
                    + "; start one with ./tickhouse ingest ws --sessions, or name another with --service");
        }
    }

    private static String problem(HttpResponse<String> answer) throws IOException {
        boolean json = answer.headers()
                .firstValue("Content-Type")
                .filter("application/json"::equals)
                .isPresent();
        String said = json
                ? new ObjectMapper().readTree(answer.body()).path("error").asText()
                : answer.body().strip();
        return answer.statusCode() == 404 && !json
                ? "the service at " + answer.uri().getAuthority() + " does not run sessions; start it with --sessions"
                : said;
    }

    /** A session's id as a part of a path. */
    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}

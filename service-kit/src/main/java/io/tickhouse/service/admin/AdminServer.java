package io.tickhouse.service.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /metrics} (Prometheus text) and {@code /info} over plain HTTP, and the orders of
 * an {@link AdminApi} to those who know the token.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    static final int LONGEST_BODY = 1 << 20;
    private static final String BEARER = "Bearer ";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts to serve.
     *
     * @param port 0 lets the system choose
     * @param token of those who may give orders; empty for nobody
     * @throws IOException if the address cannot be listened on; the message says which
     */
    public AdminServer(
            String host,
            int port,
            String token,
            AdminApi api,
            Health health,
            PrometheusMeterRegistry metrics,
            Supplier<Map<String, String>> info)
            throws IOException {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 16);
        } catch (IOException | UnresolvedAddressException e) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + " for admin HTTP: " + e
                            + "; choose another admin.host or admin.port, 0 for any free port",
                    e);
        }
        server.setExecutor(handlers);
        get("/livez", exchange -> {
            String why = health.whyDead().orElse("");
            answer(exchange, why.isEmpty() ? 200 : 503, TEXT, why.isEmpty() ? "alive\n" : why + "\n");
        });
        get("/readyz", exchange -> {
            Map<String, String> down = health.whyNotReady();
            answer(exchange, down.isEmpty() ? 200 : 503, TEXT, down.isEmpty() ? "ready\n" : lines(down));
        });
        get(
                "/metrics",
                exchange -> answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        get("/info", exchange -> answer(exchange, 200, TEXT, lines(info.get())));
        server.createContext("/", exchange -> {
            try (exchange) {
                order(exchange, token, api);
            }
        });
        server.start();
    }

    private static void order(HttpExchange exchange, String token, AdminApi api) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<AdminApi.Endpoint> endpoint = api.endpoint(path);
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (endpoint.isEmpty()) {
            answer(exchange, 404, TEXT, "there are /livez, /readyz, /metrics and /info\n");
        } else if (token.isEmpty()) {
            answer(exchange, 403, TEXT, "this service takes no orders: it was started without admin.token\n");
        } else if (!same(given, BEARER + token)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            answer(exchange, 401, TEXT, "expected the token of admin.token as 'Authorization: Bearer …'\n");
        } else {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            if (body.length > LONGEST_BODY) {
                answer(exchange, 413, TEXT, "expected a body of at most " + LONGEST_BODY + " bytes\n");
                return;
            }
            guarded(path, asked -> carryOut(asked, endpoint.get(), path, body), exchange);
        }
    }

    private static void carryOut(HttpExchange exchange, AdminApi.Endpoint endpoint, String path, byte[] body)
            throws IOException {
        try {
            AdminApi.Reply reply = endpoint.answer(new AdminApi.Order(exchange.getRequestMethod(), path, body));
            answer(exchange, reply.status(), "application/json", reply.json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(exchange, 503, TEXT, "the service stops\n");
        }
    }

    /** Takes as long whether they differ early or late. */
    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** The port in use. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.close();
    }

    private void get(String path, Handler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseHeaders().set("Allow", "GET");
                    answer(exchange, 405, TEXT, "expected GET\n");
                } else if (!exchange.getRequestURI().getPath().equals(path)) {
                    answer(exchange, 404, TEXT, "there are /livez, /readyz, /metrics and /info\n");
                } else {
                    guarded(path, handler, exchange);
                }
            }
        });
    }

    private static void guarded(String path, Handler handler, HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("path", path).log("admin request failed");
            answer(exchange, 500, TEXT, e + "\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String lines(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }
}

package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import io.tickhouse.simulator.fault.FaultSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults at run time, over HTTP: GET tells those in force, POST adds those in the body (one a line, as on the command
 * line), DELETE ends all. No fault touches these answers.
 */
final class FaultsHandler implements HttpHandler {
    static final String PATH = "/simulator/faults";

    private static final Logger LOG = LoggerFactory.getLogger(FaultsHandler.class);
    private static final int LONGEST_BODY = 1 << 16;

    private final FaultPlan faults;

    FaultsHandler(FaultPlan faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "GET" -> answer(exchange, 200, faults.describe());
                case "POST" -> add(exchange);
                case "DELETE" -> {
                    faults.clear();
                    answer(exchange, 200, faults.describe());
                }
                default -> answer(exchange, 405, List.of("expected GET, POST or DELETE"));
            }
        } catch (IOException e) {
            LOG.debug("{} {} ended early", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        }
    }

    private void add(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        List<Fault> added;
        try {
            added = body.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> FaultSyntax.parse(line.strip()))
                    .toList();
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, List.of(String.valueOf(e.getMessage())));
            return;
        }
        added.forEach(faults::add);
        answer(exchange, 200, faults.describe());
    }

    private static void answer(HttpExchange exchange, int status, List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}

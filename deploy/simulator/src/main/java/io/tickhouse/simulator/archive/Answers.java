package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Begins answers, and gives the short ones whole. Every answer is noted. */
final class Answers {
    private final Consumer<ArchiveRequest> log;

    Answers(Consumer<ArchiveRequest> log) {
        this.log = log;
    }

    /** A reason in a line of text. */
    void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        give(exchange, status, "text/plain", (reason + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void give(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (begin(exchange, status, body.length)) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Sends status and headers; true when a body is to follow. */
    boolean begin(HttpExchange exchange, int status, long length) throws IOException {
        List<String> range = exchange.getRequestHeaders().getOrDefault("Range", List.of());
        log.accept(new ArchiveRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                range.isEmpty() ? "" : range.getFirst(),
                status));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
        }
        // -1 tells the JDK's server that no body follows; 0 would mean one of unknown length
        exchange.sendResponseHeaders(status, head || length == 0 ? -1 : length);
        return !head && length > 0;
    }
}

package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request: faults of the answer first, then the content, whole or in part. */
final class ArchiveHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveHandler.class);

    private final Publication publication;
    private final FaultPlan faults;
    private final boolean simulated;
    private final Consumer<ArchiveRequest> log;

    ArchiveHandler(Publication publication, FaultPlan faults, boolean simulated, Consumer<ArchiveRequest> log) {
        this.publication = publication;
        this.faults = faults;
        this.simulated = simulated;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            if (simulated) {
                exchange.getResponseHeaders().set("X-Tickhouse-Source", "SIMULATED");
            }
            answer(exchange);
        } catch (IOException e) {
            // a client may leave at any moment, and a cut body ends this way too
            LOG.debug("{} {} ended early", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            refuse(exchange, 405, "expected GET or HEAD, found " + method);
        } else if (faults.claim(Fault.NotFound.class, path).isPresent()) {
            refuse(exchange, 404, "no such file: " + path);
        } else if (faults.claim(Fault.Unavailable.class, path).isPresent()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            refuse(exchange, 503, "overloaded, try again");
        } else {
            try {
                Optional<Content> content = publication.find(path, method.equals("GET"));
                if (content.isPresent()) {
                    send(exchange, content.get());
                } else {
                    refuse(exchange, 404, "no such file: " + path);
                }
            } catch (Publication.ClimbsOut e) {
                refuse(exchange, 403, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                LOG.error("the fault on {} cannot be applied", path, e);
                refuse(exchange, 500, "the fault cannot be applied: " + e.getMessage());
            }
        }
    }

    private void send(HttpExchange exchange, Content content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", content.etag());
        headers.set(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        content.lastModified().atZone(ZoneOffset.UTC)));
        headers.set("Accept-Ranges", "bytes");
        headers.set(
                "Content-Type", exchange.getRequestURI().getPath().endsWith(".zip") ? "application/zip" : "text/plain");
        Optional<ByteRange> part;
        try {
            part = requestedPart(exchange.getRequestHeaders(), content);
        } catch (ByteRange.NotSatisfiable e) {
            headers.set("Content-Range", "bytes */" + content.length());
            refuse(exchange, 416, String.valueOf(e.getMessage()));
            return;
        }
        part.ifPresent(range ->
                headers.set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + content.length()));
        int status = part.isPresent() ? 206 : 200;
        ByteRange range = part.orElse(ByteRange.whole(content.length()));
        if (begin(exchange, status, range.length())) {
            sendBody(exchange, content, range);
        }
    }

    /** A part only when the client holds the rest of these very bytes: If-Range with another ETag means the whole. */
    private static Optional<ByteRange> requestedPart(Headers request, Content content) throws ByteRange.NotSatisfiable {
        List<String> ranges = request.getOrDefault("Range", List.of());
        List<String> ifRange = request.getOrDefault("If-Range", List.of());
        if (ranges.size() != 1 || (!ifRange.isEmpty() && !ifRange.contains(content.etag()))) {
            return Optional.empty();
        }
        return ByteRange.parse(ranges.getFirst(), content.length());
    }

    private void sendBody(HttpExchange exchange, Content content, ByteRange range) throws IOException {
        String path = exchange.getRequestURI().getPath();
        long bytes = range.length();
        Optional<Fault.Cut> cut = faults.claim(Fault.Cut.class, path);
        if (cut.isPresent()) {
            bytes = Math.min(bytes, cut.get().afterBytes());
        }
        int pace = faults.claim(Fault.Slow.class, path)
                .map(Fault.Slow::bytesPerSecond)
                .orElse(Integer.MAX_VALUE);
        try (InputStream in = content.open(range.first())) {
            OutputStream out = exchange.getResponseBody();
            PacedCopy.copy(in, out, bytes, pace);
            // what is on its way arrives; closing the exchange short of Content-Length then breaks the connection
            out.flush();
        }
    }

    private void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        if (begin(exchange, status, body.length)) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Sends status and headers; true when a body is to follow. */
    private boolean begin(HttpExchange exchange, int status, long length) throws IOException {
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

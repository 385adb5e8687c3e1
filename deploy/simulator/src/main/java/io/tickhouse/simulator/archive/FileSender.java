package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Sends a file, whole or in part, with the faults of the body: slow, cut, stalled, of another length than announced. */
final class FileSender {
    private final FaultPlan faults;
    private final Answers answers;

    FileSender(FaultPlan faults, Answers answers) {
        this.faults = faults;
        this.answers = answers;
    }

    void send(HttpExchange exchange, Content content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", content.etag());
        headers.set("Last-Modified", httpDate(content));
        headers.set("Accept-Ranges", "bytes");
        if (exchange.getRequestHeaders()
                .getOrDefault("If-None-Match", List.of())
                .contains(content.etag())) {
            answers.begin(exchange, 304, 0);
            return;
        }
        headers.set("Content-Type", contentType(exchange.getRequestURI().getPath()));
        Optional<ByteRange> part;
        try {
            part = requestedPart(exchange.getRequestHeaders(), content);
        } catch (ByteRange.NotSatisfiable e) {
            headers.set("Content-Range", "bytes */" + content.length());
            answers.refuse(exchange, 416, String.valueOf(e.getMessage()));
            return;
        }
        part.ifPresent(range ->
                headers.set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + content.length()));
        int status = part.isPresent() ? 206 : 200;
        ByteRange range = part.orElse(ByteRange.whole(content.length()));
        String path = exchange.getRequestURI().getPath();
        boolean download = exchange.getRequestMethod().equals("GET");
        int error = (download
                        ? faults.claim(Fault.WrongLength.class, path)
                        : faults.peek(Fault.WrongLength.class, path))
                .map(Fault.WrongLength::byBytes)
                .orElse(0);
        long announced = Math.max(0, range.length() + error);
        if (answers.begin(exchange, status, announced)) {
            sendBody(exchange, content, range.first(), Math.min(range.length(), announced));
        }
    }

    /** A part only when the client holds the rest of these very bytes: If-Range with another ETag means the whole. */
    private static Optional<ByteRange> requestedPart(Headers request, Content content) throws ByteRange.NotSatisfiable {
        List<String> ranges = request.getOrDefault("Range", List.of());
        List<String> ifRange = request.getOrDefault("If-Range", List.of());
        boolean same = ifRange.isEmpty() || ifRange.contains(content.etag()) || ifRange.contains(httpDate(content));
        return ranges.size() == 1 && same ? ByteRange.parse(ranges.getFirst(), content.length()) : Optional.empty();
    }

    private void sendBody(HttpExchange exchange, Content content, long from, long length) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int cut = faults.claim(Fault.Cut.class, path).map(Fault.Cut::afterBytes).orElse(Integer.MAX_VALUE);
        Optional<Fault.Stall> stall = faults.claim(Fault.Stall.class, path);
        int still = stall.map(Fault.Stall::afterBytes).orElse(Integer.MAX_VALUE);
        int pace = faults.claim(Fault.Slow.class, path)
                .map(Fault.Slow::bytesPerSecond)
                .orElse(Integer.MAX_VALUE);
        boolean endless = cut == Integer.MAX_VALUE && still == Integer.MAX_VALUE;
        long bytes = endless ? length : Math.min(length, Math.min(cut, still));
        try (InputStream in = content.open(from)) {
            OutputStream out = exchange.getResponseBody();
            PacedCopy.copy(in, out, bytes, pace);
            // what is on its way arrives; closing the exchange short of Content-Length then breaks the connection
            out.flush();
            if (stall.isPresent() && bytes < length && still <= cut) {
                awaitServersEnd();
            }
        }
    }

    /** Nothing more comes for as long as the server lives; its end interrupts this thread. */
    private static void awaitServersEnd() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops while a body stands still");
        }
    }

    private static String httpDate(Content content) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                content.lastModified().atZone(ZoneOffset.UTC));
    }

    private static String contentType(String path) {
        if (path.endsWith(".zip")) {
            return "application/zip";
        }
        return path.endsWith(".gz") ? "application/gzip" : "text/plain";
    }
}

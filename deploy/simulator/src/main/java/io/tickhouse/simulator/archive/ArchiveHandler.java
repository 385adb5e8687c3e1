package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request: refusals on command first, then a listing, a folder's page or a file. */
final class ArchiveHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveHandler.class);

    private final Publication publication;
    private final Listings listings;
    private final FaultPlan faults;
    private final boolean simulated;
    private final Answers answers;
    private final FileSender sender;

    ArchiveHandler(Publication publication, Listings listings, FaultPlan faults, boolean simulated, Answers answers) {
        this.publication = publication;
        this.listings = listings;
        this.faults = faults;
        this.simulated = simulated;
        this.answers = answers;
        this.sender = new FileSender(faults, answers);
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
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answers.refuse(exchange, 405, "expected GET or HEAD, found " + method);
            return;
        }
        Optional<Fault.Refusal> refusal =
                faults.claim(Fault.Refusal.class, exchange.getRequestURI().getPath());
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
        } else if (!listings.answered(exchange)) {
            answerWithFile(exchange);
        }
    }

    private void refuse(HttpExchange exchange, Fault.Refusal refusal) throws IOException {
        if (refusal.retryAfterSeconds() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
        }
        String path = exchange.getRequestURI().getPath();
        answers.refuse(
                exchange,
                refusal.status(),
                refusal.status() == 404 ? "no such file: " + path : "refused on command: " + path);
    }

    private void answerWithFile(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            Optional<Content> content =
                    publication.find(path, exchange.getRequestMethod().equals("GET"));
            if (content.isPresent()) {
                sender.send(exchange, content.get());
            } else {
                answers.refuse(exchange, 404, "no such file: " + path);
            }
        } catch (Publication.ClimbsOut e) {
            answers.refuse(exchange, 403, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            LOG.error("the fault on {} cannot be applied", path, e);
            answers.refuse(exchange, 500, "the fault cannot be applied: " + e.getMessage());
        }
    }
}

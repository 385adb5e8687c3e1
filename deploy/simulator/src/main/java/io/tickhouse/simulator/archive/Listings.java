package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.HttpExchange;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The two ways to see what there is. */
final class Listings {
    private final S3Listing bucket;
    private final HtmlIndex pages;
    private final int pageSize;
    private final Answers answers;

    /** @param pageSize most keys in an answer of the bucket */
    Listings(Folders folders, FaultPlan faults, int pageSize, Answers answers) {
        this.bucket = new S3Listing(folders, faults);
        this.pages = new HtmlIndex(folders);
        this.pageSize = pageSize;
        this.answers = answers;
    }

    /** Answers when the request is for a listing; false, with nothing sent, when it is not. */
    boolean answered(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (S3Query.isIn(exchange.getRequestURI())) {
            answerAsBucket(exchange);
            return true;
        }
        Optional<String> page = pages.page(path);
        if (page.isPresent()) {
            answers.give(exchange, 200, "text/html", page.get().getBytes(StandardCharsets.UTF_8));
            return true;
        }
        if (pages.lacksSlash(path)) {
            exchange.getResponseHeaders().set("Location", path + "/");
            answers.refuse(exchange, 301, "the folder is at " + path + "/");
            return true;
        }
        return false;
    }

    private void answerAsBucket(HttpExchange exchange) throws IOException {
        try {
            byte[] xml = bucket.answer(S3Query.of(exchange.getRequestURI(), pageSize));
            answers.give(exchange, 200, "application/xml", xml);
        } catch (IllegalArgumentException e) {
            answers.refuse(exchange, 400, String.valueOf(e.getMessage()));
        }
    }
}

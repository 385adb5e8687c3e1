package io.tickhouse.simulator.exchange;

import io.tickhouse.simulator.exchange.fault.LiveFault;
import java.util.List;

/**
 * Commands at run time, over HTTP: GET, POST (one a line) and DELETE of {@code /simulator/faults}, GET of
 * {@code /simulator/report}, POST of {@code /simulator/pause} and {@code /simulator/resume}. No fault touches these answers.
 */
final class Control {
    private static final String ROOT = "/simulator/";

    private final Exchange exchange;

    Control(Exchange exchange) {
        this.exchange = exchange;
    }

    static boolean isAt(String path) {
        return path.startsWith(ROOT);
    }

    RestReply answer(String method, String path, String body) {
        return switch (method + " " + path.substring(ROOT.length())) {
            case "GET faults" -> lines(exchange.faults().describe());
            case "POST faults" -> add(body);
            case "DELETE faults" -> {
                exchange.faults().clear();
                yield lines(exchange.faults().describe());
            }
            case "GET report" -> lines(exchange.venue().report());
            case "POST pause" -> {
                exchange.pulse().pause();
                yield lines(exchange.venue().report());
            }
            case "POST resume" -> {
                exchange.pulse().resume();
                yield lines(exchange.venue().report());
            }
            default ->
                FrontHandler.text(
                        404,
                        "expected GET, POST or DELETE of /simulator/faults, GET of /simulator/report, POST of"
                                + " /simulator/pause or /simulator/resume, found " + method + " " + path);
        };
    }

    private RestReply add(String body) {
        List<LiveFault> added;
        try {
            added = body.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> LiveFault.parse(line.strip()))
                    .toList();
        } catch (IllegalArgumentException e) {
            return FrontHandler.text(400, String.valueOf(e.getMessage()));
        }
        added.forEach(exchange::inject);
        return lines(exchange.faults().describe());
    }

    private static RestReply lines(List<String> lines) {
        return FrontHandler.text(200, String.join("\n", lines));
    }
}

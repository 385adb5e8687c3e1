package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.RestCall;
import io.tickhouse.simulator.exchange.RestReply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** REST: paths, their weights, the limit of weight and errors (rest-api.md, "Limits" and errors.md). */
final class RestApi {
    /** Makes an answer. */
    @FunctionalInterface
    interface Route {
        void answer(Parameters parameters, JsonText out) throws BadRequest;
    }

    /** What a request costs. */
    @FunctionalInterface
    interface Weight {
        int of(Parameters parameters) throws BadRequest;
    }

    private record Priced(Weight weight, Route route) {}

    private final BinanceProduct product;
    private final Weights weights;
    private final Map<String, Priced> routes = new HashMap<>();
    private final JsonText out = new JsonText();

    RestApi(BinanceProduct product, Weights weights) {
        this.product = product;
        this.weights = weights;
        add("/ping", 1, (asked, json) -> json.put("{}"));
        add(
                "/time",
                1,
                (asked, json) -> json.put("{\"serverTime\":")
                        .put(asked.call().micros() / asked.unit())
                        .put("}"));
    }

    int weightLimit() {
        return weights.limit();
    }

    void add(String path, int weight, Route route) {
        add(path, asked -> weight, route);
    }

    void add(String path, Weight weight, Route route) {
        routes.put(product.restRoot() + path, new Priced(weight, route));
    }

    RestReply answer(RestCall call) {
        Priced found = routes.get(call.path());
        if (found == null) {
            return RestReply.of(404, "{\"code\":-5000,\"msg\":\"Path " + escaped(call.path()) + " is not served\"}");
        }
        if (!call.method().equals("GET")) {
            return error(405, -1000, "expected GET, found " + call.method());
        }
        Parameters asked = new Parameters(call);
        try {
            int status = weights.take(found.weight().of(asked));
            if (status != 200) {
                return refusal(status, weights.retryAfterSeconds());
            }
            found.route().answer(asked, out.clear());
            return new RestReply(200, used(), out.copy());
        } catch (BadRequest e) {
            return error(e.status(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** 429, 418 or 503 in the venue's words. */
    RestReply refusal(int status, int retryAfterSeconds) {
        Map<String, String> headers = new HashMap<>(used());
        if (retryAfterSeconds > 0) {
            headers.put("Retry-After", Integer.toString(retryAfterSeconds));
        }
        String message = switch (status) {
            case 429 ->
                "Too much request weight used; current limit is " + weights.limit()
                        + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid"
                        + " polling the API.";
            case 418 ->
                "Way too much request weight used; IP banned until "
                        + (System.currentTimeMillis() + retryAfterSeconds * 1_000L)
                        + ". Please use WebSocket Streams for live updates to avoid bans.";
            default -> "Service unavailable.";
        };
        return new RestReply(status, headers, body(status == 503 ? -1000 : -1003, message));
    }

    private RestReply error(int status, int code, String message) {
        return new RestReply(status, used(), body(code, message));
    }

    private static byte[] body(int code, String message) {
        return ("{\"code\":" + code + ",\"msg\":\"" + escaped(message) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replaceAll("[\"\\\\\\p{Cntrl}]", "?");
    }

    private Map<String, String> used() {
        String used = Integer.toString(weights.used());
        return Map.of("X-MBX-USED-WEIGHT", used, "X-MBX-USED-WEIGHT-1M", used);
    }
}

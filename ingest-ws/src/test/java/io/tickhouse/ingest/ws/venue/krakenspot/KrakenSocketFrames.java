package io.tickhouse.ingest.ws.venue.krakenspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.conformance.BookFrames;
import io.tickhouse.ingest.ws.conformance.SocketFrames;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers one a symbol; the venue does not announce that it will cut a connection. */
final class KrakenSocketFrames implements SocketFrames {
    private static JsonNode tree(String request) {
        return Json.tree(request.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> acknowledgements(String request) {
        JsonNode asked = tree(request);
        List<String> answers = new ArrayList<>();
        for (JsonNode symbol : asked.get("params").get("symbol")) {
            answers.add("{\"method\":\"subscribe\",\"result\":{\"channel\":\""
                    + asked.get("params").get("channel").asText() + "\",\"snapshot\":true,\"symbol\":\""
                    + symbol.asText() + "\"},\"success\":true,\"time_in\":\"2026-01-01T00:00:00.000001Z\","
                    + "\"time_out\":\"2026-01-01T00:00:00.000002Z\",\"req_id\":" + asked.get("req_id") + "}");
        }
        return answers;
    }

    @Override
    public String refusal(String request) {
        JsonNode asked = tree(request);
        String symbol = asked.get("params").get("symbol").get(0).asText();
        return "{\"error\":\"Currency pair not supported " + symbol + "\",\"method\":\"subscribe\",\"req_id\":"
                + asked.get("req_id") + ",\"success\":false,\"symbol\":\"" + symbol + "\"}";
    }

    @Override
    public boolean asksFor(String request, Subscription channel) {
        JsonNode params = tree(request).get("params");
        String name = params.get("channel").asText()
                + params.path("depth").asText()
                + params.path("interval").asText()
                + params.path("event_trigger").asText();
        if (!name.equals(channel.channel().replace("-", ""))) {
            return false;
        }
        JsonNode symbols = params.path("symbol");
        for (JsonNode symbol : symbols) {
            if (symbol.asText().equals(channel.symbol())) {
                return true;
            }
        }
        return symbols.isMissingNode();
    }

    @Override
    public String trade(long id) {
        return "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"" + BookFrames.SYMBOL
                + "\",\"side\":\"sell\",\"price\":1.5,\"qty\":2.00000000,\"ord_type\":\"market\",\"trade_id\":" + id
                + ",\"timestamp\":\"2026-01-01T00:00:00.011000Z\"}]}";
    }

    @Override
    public List<String> leaving() {
        return List.of();
    }
}

package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.conformance.BookFrames;
import io.tickhouse.ingest.ws.conformance.SocketFrames;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers, trades and announcements, alike on spot and futures. */
public final class BinanceSocketFrames implements SocketFrames {
    @Override
    public List<String> acknowledgements(String request) {
        return List.of("{\"result\":null,\"id\":" + id(request) + "}");
    }

    @Override
    public String refusal(String request) {
        return "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":" + id(request) + "}";
    }

    @Override
    public boolean asksFor(String request, Subscription channel) {
        return request.contains('"' + channel.channel() + '"');
    }

    private static long id(String request) {
        return Json.tree(request.getBytes(StandardCharsets.UTF_8)).get("id").asLong();
    }

    @Override
    public String trade(long id) {
        return "{\"stream\":\"aaausdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1767225600012,\"T\":1767225600011,\"s\":\""
                + BookFrames.SYMBOL + "\",\"t\":" + id + ",\"p\":\"1.5\",\"q\":\"2\",\"X\":\"MARKET\",\"m\":true}}";
    }

    @Override
    public List<String> leaving() {
        return List.of("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1767225612345}}");
    }
}

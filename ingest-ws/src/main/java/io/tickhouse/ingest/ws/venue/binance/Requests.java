package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.ingest.ws.venue.Request;
import io.tickhouse.ingest.ws.venue.Subscription;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Live subscribing and what addresses are made of, alike on all products. */
public final class Requests {
    private Requests() {}

    /** {@code {"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":1}} for so many channels at a time. */
    public static List<Request> of(String method, List<Subscription> channels, int atOnce, long firstId) {
        List<Request> requests = new ArrayList<>();
        for (int from = 0; from < channels.size(); from += atOnce) {
            long id = firstId + requests.size();
            ObjectNode request = JsonNodeFactory.instance.objectNode().put("method", method);
            ArrayNode params = request.putArray("params");
            List<Subscription> some = channels.subList(from, Math.min(from + atOnce, channels.size()));
            some.forEach(channel -> params.add(channel.channel()));
            request.put("id", id);
            requests.add(new Request(
                    request.toString(), Long.toString(id), 1, method.equals("SUBSCRIBE") ? some : List.of()));
        }
        return requests;
    }

    /** Stream names want lower case. */
    public static String stream(String symbol, String suffix) {
        return symbol.toLowerCase(Locale.ROOT) + suffix;
    }

    /** The address without a slash at its end. */
    public static String base(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Symbols may be non-ASCII. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** {@code ["BTCUSDT","ETHUSDT"]}, as a query wants it. */
    public static String encodedArray(List<String> symbols) {
        return encoded(symbols.stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(",", "[", "]")));
    }
}

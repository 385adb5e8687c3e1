package io.tickhouse.ingest.ws.venue.krakenspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.Nodes;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All pairs, as REST lists them under the names of the first version of the sockets. */
final class Listing {
    /** What the second version of the sockets calls otherwise. */
    private static final Map<String, String> NEW_NAMES = Map.of("XBT", "BTC", "XDG", "DOGE");

    private Listing() {}

    /** AssetPairs: {@code {"result":{"XXBTZUSD":{"wsname":"XBT/USD","tick_size":"0.1","lot_decimals":8,"status":"online",…}}}}. */
    static List<Message.Fact> read(byte[] body, Instant received) {
        return Nodes.required(Json.tree(body), "result")
                .valueStream()
                .filter(row -> row.has("wsname")) // dark pools have none
                .map(row -> instrument(row, received))
                .toList();
    }

    private static Message.Fact instrument(JsonNode row, Instant received) {
        String symbol = Arrays.stream(Nodes.text(row, "wsname").split("/", -1))
                .map(asset -> NEW_NAMES.getOrDefault(asset, asset))
                .collect(Collectors.joining("/"));
        String[] assets = symbol.split("/", -1);
        if (assets.length != 2) {
            throw new IllegalArgumentException("expected a name such as XBT/USD, found '" + symbol + "'");
        }
        return new Message.Fact(
                DataType.INSTRUMENTS,
                symbol,
                Instrument.newBuilder()
                        .setVenue(Venue.KRAKEN_SPOT.name())
                        .setSymbol(symbol)
                        .setUnifiedSymbol(symbol)
                        .setKind("SPOT")
                        .setBase(assets[0])
                        .setQuote(assets[1])
                        .setStatus(Nodes.text(row, "status"))
                        .setTickSize(
                                row.has("tick_size")
                                        ? Nodes.decimal(row, "tick_size").setScale(18)
                                        : step(Nodes.number(row, "pair_decimals")))
                        .setLotSize(step(Nodes.number(row, "lot_decimals")))
                        .setQuantityUnit(Venue.KRAKEN_SPOT.quantityUnit())
                        .setEventTime(received)
                        .setReceiveTime(received)
                        .setSource(Source.LIVE)
                        .build());
    }

    private static BigDecimal step(long decimals) {
        if (decimals < 0 || decimals > 18) {
            throw new IllegalArgumentException("expected 0 to 18 decimals, found " + decimals);
        }
        return BigDecimal.ONE.movePointLeft((int) decimals).setScale(18);
    }
}

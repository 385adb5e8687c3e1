package io.tickhouse.simulator.exchange.kraken;

import io.tickhouse.simulator.exchange.RestCall;
import io.tickhouse.simulator.exchange.RestReply;
import io.tickhouse.simulator.feed.TradeTape;
import io.tickhouse.simulator.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /0/public/}: the clock, pairs, and trades by time. Errors come with status 200. */
final class RestApi {
    private static final int MOST_TRADES = 1_000;

    private final Map<String, SymbolChannels> byPair;
    private final Map<String, Figures> figures;

    /** @param byPair under REST's names, such as {@code XBTUSD} */
    RestApi(Map<String, SymbolChannels> byPair, Map<String, Figures> figures) {
        this.byPair = byPair;
        this.figures = figures;
    }

    RestReply answer(RestCall call) {
        return switch (call.path()) {
            case "/0/public/Time" -> result("{\"unixtime\":" + call.micros() / 1_000_000 + "}");
            case "/0/public/AssetPairs" -> pairs();
            case "/0/public/Trades" -> trades(call);
            default -> error("EGeneral:Unknown method");
        };
    }

    private RestReply pairs() {
        List<String> rows = new ArrayList<>();
        byPair.forEach((pair, channels) -> {
            Instrument instrument = channels.market().instrument();
            String symbol = channels.market().symbol();
            rows.add(
                    "\"%s\":{\"altname\":\"%s\",\"wsname\":\"%s\",\"pair_decimals\":%d,\"lot_decimals\":%d,\"tick_size\":\"%s\",\"status\":\"online\"}"
                            .formatted(
                                    pair,
                                    pair,
                                    pair.substring(
                                                    0,
                                                    pair.length()
                                                            - quote(symbol).length()) + "/" + quote(symbol),
                                    instrument.priceScale(),
                                    instrument.quantityScale(),
                                    BigDecimal.ONE
                                            .movePointLeft(instrument.priceScale())
                                            .toPlainString()));
        });
        return result("{" + String.join(",", rows) + "}");
    }

    private static String quote(String symbol) {
        return symbol.substring(symbol.indexOf('/') + 1);
    }

    private RestReply trades(RestCall call) {
        String pair = call.parameter("pair").orElse("");
        SymbolChannels channels = byPair.get(pair);
        Figures written = figures.get(pair);
        Optional<Long> since = number(call, "since", "0");
        Optional<Long> count = number(call, "count", "1000");
        if (channels == null || written == null) {
            return error("EQuery:Unknown asset pair");
        }
        if (since.isEmpty() || count.isEmpty()) {
            return error("EGeneral:Invalid arguments");
        }
        TradeTape tape = channels.market().tape();
        List<String> rows = new ArrayList<>();
        long last = since.get();
        for (long id = tape.oldestId(); id <= tape.lastId() && rows.size() < Math.min(MOST_TRADES, count.get()); id++) {
            long nanos = tape.micros(id) * 1_000;
            if (nanos > since.get()) {
                rows.add("[\"%s\",\"%s\",%s,\"%s\",\"m\",\"\",%d]"
                        .formatted(
                                written.ticks(tape.ticks(id)),
                                written.quantity(tape.quantity(id)),
                                BigDecimal.valueOf(tape.micros(id), 6).toPlainString(),
                                tape.buyerMaker(id) ? "s" : "b",
                                id));
                last = nanos;
            }
        }
        return result("{\"" + pair + "\":[" + String.join(",", rows) + "],\"last\":\"" + last + "\"}");
    }

    private static Optional<Long> number(RestCall call, String name, String otherwise) {
        String text = call.parameter(name).orElse(otherwise);
        return text.matches("[0-9]{1,18}|[0-9]{19}") ? parsed(text) : Optional.empty();
    }

    private static Optional<Long> parsed(String digits) {
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException beyond) {
            return Optional.empty();
        }
    }

    private static RestReply result(String json) {
        return RestReply.of(200, "{\"error\":[],\"result\":" + json + "}");
    }

    static RestReply error(String words) {
        return RestReply.of(200, "{\"error\":[\"" + words + "\"]}");
    }
}

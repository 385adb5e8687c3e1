package io.tickhouse.simulator.exchange.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.simulator.exchange.Session;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.exchange.kraken.SymbolChannels.Channel;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Requests of WebSocket v2: one answer for each symbol, then what a new listener is told first. Which words refuse what is
 * documented for pairs that do not exist; the others are like them.
 */
final class SocketProtocol {
    private static final Set<String> WITH_SYMBOLS = Set.of("trade", "ohlc", "ticker", "book");
    private static final Map<String, String> DEFAULTS =
            Map.of("depth", "10", "interval", "1", "event_trigger", "trades");

    private final ObjectMapper json = new ObjectMapper();
    private final Function<String, Optional<SymbolChannels>> symbols;
    private final Channel instruments;
    private final LiveFaults faults;

    /** @param symbols finds a symbol's channels by its name, such as {@code BTC/USD} */
    SocketProtocol(Function<String, Optional<SymbolChannels>> symbols, Channel instruments, LiveFaults faults) {
        this.symbols = symbols;
        this.instruments = instruments;
        this.faults = faults;
    }

    void text(Session session, String text, long micros) {
        JsonNode request;
        try {
            request = json.readTree(text);
        } catch (JsonProcessingException e) {
            session.reply("{\"error\":\"Malformed request\",\"method\":\"error\",\"success\":false}");
            return;
        }
        switch (request.path("method").asText()) {
            case "ping" ->
                session.reply(answer(request, micros).put("method", "pong").toString());
            case "subscribe", "unsubscribe" -> change(session, request, micros);
            default -> session.reply(refusal(request, "", "Unsupported method", micros));
        }
    }

    private void change(Session session, JsonNode request, long micros) {
        JsonNode params = request.path("params");
        String channel = params.path("channel").asText();
        if (channel.equals("instrument")) {
            change(
                    session,
                    request,
                    "",
                    Optional.of(instruments),
                    instruments.stream().name(),
                    micros);
        } else if (!WITH_SYMBOLS.contains(channel) || params.path("symbol").isEmpty()) {
            session.reply(refusal(request, "", "Channel or symbol not found", micros));
        } else {
            for (JsonNode symbol : params.get("symbol")) {
                String name = symbol.asText().toLowerCase(Locale.ROOT) + "@" + channel + detail(channel, params);
                Optional<Channel> found = symbols.apply(symbol.asText()).flatMap(of -> of.channel(name));
                change(session, request, symbol.asText(), found, name, micros);
            }
        }
    }

    private static String detail(String channel, JsonNode params) {
        String field = switch (channel) {
            case "book" -> "depth";
            case "ohlc" -> "interval";
            case "ticker" -> "event_trigger";
            default -> "";
        };
        return field.isEmpty() ? "" : "-" + params.path(field).asText(DEFAULTS.get(field));
    }

    private void change(
            Session session, JsonNode request, String symbol, Optional<Channel> found, String name, long micros) {
        Optional<LiveFault> fault = faults.claim(Target.SUBSCRIPTION, name);
        if (fault.isPresent()) {
            if (fault.get().kind() == LiveFaultKind.REFUSED) {
                session.reply(refusal(request, symbol, "Refused on command", micros));
            }
        } else if (found.isEmpty()) {
            session.reply(refusal(request, symbol, "Currency pair not supported " + symbol, micros));
        } else {
            grant(session, request, symbol, found.get(), micros);
        }
    }

    private void grant(Session session, JsonNode request, String symbol, Channel channel, long micros) {
        boolean begins = request.path("method").asText().equals("subscribe");
        ObjectNode answer = answer(request, micros).put("success", true);
        ObjectNode result = answer.putObject("result")
                .put("channel", request.path("params").path("channel").asText());
        if (!symbol.isEmpty()) {
            result.put("symbol", symbol);
        }
        boolean snapshot = request.path("params").path("snapshot").asBoolean(true);
        if (begins) {
            result.put("snapshot", snapshot);
        }
        session.reply(answer.toString());
        if (!begins) {
            session.unsubscribe(channel.stream().name());
            return;
        }
        byte[] first = channel.snapshot().apply(micros);
        session.subscribe(channel.stream());
        if (snapshot) {
            session.deliver(channel.stream(), first, first.length);
        }
    }

    private static ObjectNode answer(JsonNode request, long micros) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("method", request.path("method").asText())
                .put("time_in", Figures.time(micros))
                .put("time_out", Figures.time(micros));
        if (request.has("req_id")) {
            answer.set("req_id", request.get("req_id"));
        }
        return answer;
    }

    private static String refusal(JsonNode request, String symbol, String words, long micros) {
        ObjectNode answer = answer(request, micros).put("success", false).put("error", words);
        return (symbol.isEmpty() ? answer : answer.put("symbol", symbol)).toString();
    }
}

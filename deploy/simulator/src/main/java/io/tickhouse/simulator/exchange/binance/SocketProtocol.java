package io.tickhouse.simulator.exchange.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.simulator.exchange.Session;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses and requests of sockets: raw and combined streams, subscribing by address and by message, properties
 * (web-socket-streams.md, "Live Subscribing/Unsubscribing to streams" and "Error Messages"; the same on futures).
 */
final class SocketProtocol {
    /** A policy of the venue is violated (RFC 6455, 7.4.1). */
    private static final int POLICY = 1008;

    private static final Pattern PATH = Pattern.compile("(?:/(public|market))?/(ws|stream)((?:/.*)?)");
    private static final String METHODS =
            "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final BinanceProduct product;
    private final Streams streams;
    private final LiveFaults faults;

    SocketProtocol(BinanceProduct product, Streams streams, LiveFaults faults) {
        this.product = product;
        this.streams = streams;
        this.faults = faults;
    }

    /** Whether there are sockets: {@code /ws}, {@code /ws/btcusdt@trade}, {@code /stream}; on USD-M also under a root. */
    boolean hasSocketAt(String path) {
        var matcher = PATH.matcher(path);
        return matcher.matches()
                && (product == BinanceProduct.USDM || matcher.group(1) == null)
                && (matcher.group(2).equals("ws") || matcher.group(3).length() <= 1);
    }

    void opened(Session session) {
        var matcher = PATH.matcher(session.path());
        if (!matcher.matches()) {
            throw new IllegalStateException("no socket at " + session.path());
        }
        boolean combined = matcher.group(2).equals("stream");
        session.combine(combined);
        boolean micros = product == BinanceProduct.SPOT
                && parameter(session, "timeUnit")
                        .map("MICROSECOND"::equalsIgnoreCase)
                        .orElse(false);
        session.listenTo(micros ? Streams.MICROS : Streams.MILLIS);
        String names = combined ? parameter(session, "streams").orElse("") : matcher.group(3);
        List<String> wanted = new ArrayList<>();
        for (String name : names.split("/", -1)) {
            if (!name.isEmpty()) {
                wanted.add(name);
            }
        }
        subscribe(session, wanted);
    }

    private static Optional<String> parameter(Session session, String name) {
        return Optional.ofNullable(session.query().get(name)).map(List::getFirst);
    }

    /** Answers a request. */
    void text(Session session, String text) {
        JsonNode request;
        try {
            request = json.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            session.reply(error(
                    3,
                    "Invalid JSON: expected value at line " + (at == null ? 1 : at.getLineNr()) + " column "
                            + (at == null ? 1 : at.getColumnNr()),
                    JsonNodeFactory.instance.missingNode()));
            return;
        }
        JsonNode id = request.path("id");
        if (!isId(id)) {
            session.reply(error(2, "Invalid request: request ID must be an unsigned integer", request.path("none")));
        } else if (!request.path("method").isTextual()) {
            session.reply(error(2, "Invalid request: missing field `method` at line 1 column " + text.length(), id));
        } else {
            answer(session, request.get("method").asText(), request.path("params"), id);
        }
    }

    /** Spot takes integers of 64 bits, strings of up to 36 characters and null; futures document unsigned integers. */
    private boolean isId(JsonNode id) {
        if (product != BinanceProduct.SPOT) {
            return id.isIntegralNumber() && id.canConvertToLong() && id.asLong() >= 0;
        }
        return id.isNull()
                || (id.isIntegralNumber() && id.canConvertToLong())
                || (id.isTextual() && id.asText().length() <= 36);
    }

    private void answer(Session session, String method, JsonNode params, JsonNode id) {
        switch (method) {
            case "SUBSCRIBE", "UNSUBSCRIBE" -> change(session, method.equals("SUBSCRIBE"), params, id);
            case "LIST_SUBSCRIPTIONS" -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                session.subscriptions().forEach(list::add);
                session.reply(result(list, id));
            }
            case "SET_PROPERTY" -> setProperty(session, params, id);
            case "GET_PROPERTY" -> {
                if (isCombined(params)) {
                    session.reply(result(JsonNodeFactory.instance.booleanNode(session.isCombined()), id));
                } else {
                    session.reply(unknownProperty(params, id));
                }
            }
            default ->
                session.reply(error(
                        2,
                        "Invalid request: unknown variant `" + method + "`, expected one of " + METHODS
                                + " at line 1 column " + (method.length() + 13),
                        id));
        }
    }

    private void change(Session session, boolean subscribe, JsonNode params, JsonNode id) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : params) {
            if (!name.isTextual()) {
                session.reply(error(2, "Invalid request: property name must be a string", id));
                return;
            }
            names.add(name.asText());
        }
        if (!params.isArray()) {
            session.reply(error(2, "Invalid request: property name must be a string", id));
            return;
        }
        Optional<LiveFault> fault = fault(names);
        if (fault.isPresent()) {
            if (fault.get().kind() == LiveFaultKind.REFUSED) {
                session.reply(error(2, "Invalid request: refused on command", id));
            }
            return;
        }
        if (subscribe
                && session.subscriptions().size() + names.size()
                        > session.limits().streams()) {
            session.reply(error(2, "Invalid request: too many parameters", id));
            return;
        }
        session.reply(result(JsonNodeFactory.instance.nullNode(), id));
        if (subscribe) {
            subscribe(session, names);
        } else {
            names.forEach(session::unsubscribe);
        }
    }

    private Optional<LiveFault> fault(List<String> names) {
        for (String name : names) {
            Optional<LiveFault> fault = faults.claim(Target.SUBSCRIPTION, name);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private void subscribe(Session session, List<String> names) {
        if (session.subscriptions().size() + names.size() > session.limits().streams()) {
            session.close(POLICY, "too many streams");
            return;
        }
        var matcher = PATH.matcher(session.path());
        String root = matcher.matches() && matcher.group(1) != null ? matcher.group(1) : "";
        List<String> had = session.subscriptions();
        names.stream()
                .distinct()
                .filter(name -> !had.contains(name))
                .forEach(name -> session.subscribe(streams.find(name, root)));
    }

    private void setProperty(Session session, JsonNode params, JsonNode id) {
        if (!isCombined(params)) {
            session.reply(unknownProperty(params, id));
        } else if (!params.path(1).isBoolean()) {
            session.reply(error(1, "Invalid value type: expected Boolean", id));
        } else {
            session.combine(params.get(1).asBoolean());
            session.reply(result(JsonNodeFactory.instance.nullNode(), id));
        }
    }

    private static boolean isCombined(JsonNode params) {
        return params.path(0).asText().equals("combined");
    }

    private static String unknownProperty(JsonNode params, JsonNode id) {
        return params.path(0).isTextual()
                ? error(0, "Unknown property", id)
                : error(2, "Invalid request: property name must be a string", id);
    }

    private static String result(JsonNode result, JsonNode id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("result", result);
        answer.set("id", id);
        return answer.toString();
    }

    private static String error(int code, String message, JsonNode id) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("code", code).put("msg", message);
        if (!id.isMissingNode()) {
            answer.set("id", id);
        }
        return answer.toString();
    }
}

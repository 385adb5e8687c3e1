package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one frame as they come by, and what they make: {@code e E s t p q T m} of a trade event. */
final class TradePayload {
    /** Events of other streams that this decoder knows of and leaves alone. */
    private static final Set<String> OTHER_EVENTS =
            Set.of("aggTrade", "kline", "24hrTicker", "24hrMiniTicker", "depthUpdate", "avgPrice", "serverShutdown");

    private @Nullable String event;
    private @Nullable String symbol;
    private @Nullable Long tradeId;
    private @Nullable BigDecimal price;
    private @Nullable BigDecimal quantity;
    private @Nullable Long eventTime;
    private @Nullable Long publishTime;
    private @Nullable Boolean buyerIsMaker;
    private @Nullable String error;
    private boolean answer;

    void field(String name, JsonToken value, JsonParser json) throws IOException {
        switch (name) {
            case "e" -> event = text(name, value, json);
            case "result", "id" -> answer = true;
            case "code", "msg", "error" -> error = (error == null ? "" : error + ", ") + name + " " + json.getText();
            default -> {
                // the letters below mean a trade's fields in trade events only, and "e" comes first
                if ("trade".equals(event)) {
                    tradeField(name, value, json);
                }
            }
        }
    }

    private void tradeField(String name, JsonToken value, JsonParser json) throws IOException {
        switch (name) {
            case "s" -> symbol = text(name, value, json);
            case "t" -> tradeId = number(name, value, json);
            case "p" -> price = Decimals.parse(text(name, value, json));
            case "q" -> quantity = Decimals.parse(text(name, value, json));
            case "T" -> eventTime = number(name, value, json);
            case "E" -> publishTime = number(name, value, json);
            case "m" -> buyerIsMaker = flag(name, value);
            default -> {
                // not needed: M is to be ignored, b and a were order ids once
            }
        }
    }

    Decoded decoded(ChronoUnit timeUnit, Instant receiveTime) {
        if (event == null) {
            if (error != null) {
                return new Decoded.Rejected("the venue refused a request: " + error);
            }
            return new Decoded.Ignored(answer ? "answer to a request" : "stream without event type");
        }
        if (!event.equals("trade")) {
            return new Decoded.Ignored(OTHER_EVENTS.contains(event) ? "event " + event : "unknown event");
        }
        Instant happened = time("T", eventTime, timeUnit, receiveTime);
        Trade trade = Trade.newBuilder()
                .setVenue(Venue.BINANCE_SPOT.name())
                .setSymbol(required("s", symbol))
                .setTradeId(Long.toString(required("t", tradeId)))
                .setSequence(required("t", tradeId))
                .setPrice(positive("p", price))
                .setQuantity(positive("q", quantity))
                .setQuoteQuantity(null)
                .setQuantityUnit(Venue.BINANCE_SPOT.quantityUnit())
                // m: the buyer's order rested, so the taker sold
                .setSide(required("m", buyerIsMaker) ? Side.SELL : Side.BUY)
                .setKind("NORMAL")
                .setEventTime(happened)
                .setPublishTime(time("E", publishTime, timeUnit, receiveTime))
                .setReceiveTime(receiveTime.truncatedTo(ChronoUnit.MICROS))
                .setSource(Source.LIVE)
                .build();
        return new Decoded.Mapped(trade);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("expected a trade with '" + name + "', found none");
        }
        return value;
    }

    private static BigDecimal positive(String name, @Nullable BigDecimal value) {
        BigDecimal given = required(name, value);
        if (given.signum() <= 0) {
            throw new IllegalArgumentException("expected '" + name + "' above 0, found " + given);
        }
        return given;
    }

    private static Instant time(String name, @Nullable Long value, ChronoUnit unit, Instant receiveTime) {
        Instant time = Instant.EPOCH.plus(required(name, value), unit);
        if (!Times.plausible(time, receiveTime)) {
            throw new IllegalArgumentException("expected '" + name + "' from 2009 to a day ahead, found " + value + " "
                    + unit + " = " + time + "; is the connection's time unit another?");
        }
        return time;
    }

    private static String text(String name, JsonToken value, JsonParser json) throws IOException {
        if (value != JsonToken.VALUE_STRING || json.getTextLength() == 0) {
            throw new IllegalArgumentException("expected text in '" + name + "', found " + value);
        }
        return json.getText();
    }

    private static long number(String name, JsonToken value, JsonParser json) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
            throw new IllegalArgumentException(
                    "expected a whole number of 0 or more in '" + name + "', found " + value);
        }
        return json.getLongValue();
    }

    private static boolean flag(String name, JsonToken value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("expected true or false in '" + name + "', found " + value);
        }
        return value == JsonToken.VALUE_TRUE;
    }
}

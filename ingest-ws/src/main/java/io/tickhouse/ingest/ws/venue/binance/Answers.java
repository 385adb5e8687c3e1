package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.JsonReader;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import io.tickhouse.ingest.ws.venue.json.Nodes;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** REST answers that spot and futures spell alike. */
public final class Answers {
    private Answers() {}

    /** {@code {"serverTime":1499827319559}}. */
    public static Instant time(byte[] body) {
        return Fields.instant(Nodes.number(Json.tree(body), "serverTime"));
    }

    /** The REQUEST_WEIGHT among {@code rateLimits} of exchangeInfo. */
    public static RestLimit limit(byte[] body) {
        for (JsonNode limit : Nodes.required(Json.tree(body), "rateLimits")) {
            if (Nodes.text(limit, "rateLimitType").equals("REQUEST_WEIGHT")) {
                long weight = Nodes.number(limit, "limit");
                long count = Nodes.number(limit, "intervalNum");
                Duration unit = switch (Nodes.text(limit, "interval")) {
                    case "SECOND" -> Duration.ofSeconds(1);
                    case "MINUTE" -> Duration.ofMinutes(1);
                    case "HOUR" -> Duration.ofHours(1);
                    case "DAY" -> Duration.ofDays(1);
                    default ->
                        throw new IllegalArgumentException(
                                "expected an interval of SECOND, MINUTE, HOUR or DAY, found " + limit);
                };
                if (weight < 1 || count < 1) {
                    throw new IllegalArgumentException("expected a limit above 0, found " + limit);
                }
                return new RestLimit(Math.toIntExact(weight), unit.multipliedBy(count));
            }
        }
        throw new IllegalArgumentException("expected a limit of REQUEST_WEIGHT, found none");
    }

    /** {@code X-MBX-USED-WEIGHT-1M}. */
    public static OptionalInt usedWeight(Function<String, Optional<String>> header) {
        return header.apply("X-MBX-USED-WEIGHT-1M").stream()
                .filter(value -> value.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    /** {@code {"lastUpdateId":1,"bids":[["4.0","431"]],"asks":[…]}}, on futures also {@code E T}. */
    public static BookUpdate book(String symbol, byte[] body, Instant received) {
        JsonReader json = new JsonReader();
        Fields fields = new Fields(json);
        Kind kind = json.begin(body);
        if (kind != Kind.OBJECT) {
            throw new IllegalArgumentException("expected a JSON object, found " + kind);
        }
        fields.takeAll();
        json.end();
        if (!fields.has(Fields.Name.BIDS) || !fields.has(Fields.Name.ASKS)) {
            throw new IllegalArgumentException("expected bids and asks, found none");
        }
        return new BookUpdate(
                symbol,
                true,
                Message.NONE,
                fields.number(Fields.Name.LAST_UPDATE_ID),
                Message.NONE,
                Message.NONE,
                fields.bids(),
                fields.asks(),
                fields.has('T') ? fields.time('T', received) : null,
                fields.has('E') ? fields.time('E', received) : null,
                received);
    }

    /** {@code [{"id","price","qty","quoteQty","time","isBuyerMaker"}]}. */
    public static List<Message.Fact> trades(Venue venue, String symbol, byte[] body, Instant received) {
        List<Message.Fact> trades = new ArrayList<>();
        for (JsonNode row : Json.tree(body)) {
            long id = Nodes.number(row, "id");
            Instant time = Fields.instant(Nodes.number(row, "time"));
            if (!Times.plausible(time, received)) {
                throw new IllegalArgumentException("expected a time from 2009 to a day ahead, found " + time);
            }
            trades.add(new Message.Fact(
                    DataType.TRADES,
                    symbol,
                    new Trade(
                            venue.name(),
                            symbol,
                            Long.toString(id),
                            id,
                            positive(row, "price"),
                            positive(row, "qty"),
                            Nodes.optionalDecimal(row, "quoteQty").orElse(null),
                            venue.quantityUnit(),
                            Nodes.flag(row, "isBuyerMaker") ? Side.SELL : Side.BUY,
                            "NORMAL",
                            time,
                            null,
                            null,
                            Source.BACKFILL),
                    id,
                    id));
        }
        return trades;
    }

    private static BigDecimal positive(JsonNode row, String name) {
        BigDecimal value = Nodes.decimal(row, name);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("expected '" + name + "' above 0, found " + value);
        }
        return value;
    }

    /** A step out of the list of filters that an instrument has; empty where it has none. */
    public static Optional<BigDecimal> step(JsonNode instrument, String filter, String field) {
        for (JsonNode candidate : Nodes.required(instrument, "filters")) {
            if (candidate.path("filterType").asText().equals(filter)) {
                return Nodes.optionalDecimal(candidate, field).filter(step -> step.signum() > 0);
            }
        }
        return Optional.empty();
    }
}

package io.tickhouse.ingest.ws.venue.krakenspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.RestRefusal;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.Nodes;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The public REST interface: {@code {"error":[…],"result":{…}}}, whatever the status. Instruments and images come by channels. */
final class Rest implements VenueRest {
    private static final int MOST_TRADES = 1_000;
    /** Where REST keeps names that the sockets have left behind. */
    private static final Map<String, String> OLD_NAMES = Map.of("BTC", "XBT", "DOGE", "XDG");

    private static final String RATE = "Rate limit";
    private static final String TOO_MANY = "Too many requests";

    @Override
    public String baseUrl() {
        return "https://api.kraken.com";
    }

    @Override
    public Set<DataType> types() {
        return Set.of();
    }

    /** About one request a second. */
    @Override
    public RestLimit limit() {
        return new RestLimit(60, Duration.ofMinutes(1));
    }

    @Override
    public OptionalInt usedWeight(Function<String, Optional<String>> header) {
        return OptionalInt.empty();
    }

    @Override
    public Optional<RestRefusal> refusal(byte[] body) {
        JsonNode errors = Json.tree(body).path("error");
        if (!errors.isArray() || errors.isEmpty()) {
            return Optional.empty();
        }
        String words = errors.toString();
        return Optional.of(new RestRefusal(words, words.contains(RATE) || words.contains(TOO_MANY)));
    }

    @Override
    public RestRequest time() {
        return new RestRequest("/0/public/Time", 1);
    }

    /** {@code {"error":[],"result":{"unixtime":1616336594}}}: a full second, whose middle is the best guess. */
    @Override
    public Instant readTime(byte[] body) {
        return Instant.ofEpochSecond(Nodes.number(Nodes.required(Json.tree(body), "result"), "unixtime"), 500_000_000);
    }

    @Override
    public List<Poll> polls(Selection selection) {
        return List.of();
    }

    @Override
    public Poll listing() {
        return new Poll(DataType.INSTRUMENTS, List.of(), new RestRequest("/0/public/AssetPairs", 1), Listing::read);
    }

    /** Of online, cancel_only, post_only, limit_only and reduce_only. */
    @Override
    public boolean isTrading(Instrument instrument) {
        return !instrument.getStatus().equals("cancel_only");
    }

    /** {@code since} is in nanoseconds and exclusive; trades are told from there on, a thousand at most. */
    @Override
    public Optional<RestRequest> trades(String symbol, long fromId, Instant since, int atMost) {
        String nanos = Long.toString(Times.micros(since) - 1) + "000";
        return Optional.of(new RestRequest(
                "/0/public/Trades?pair=" + URLEncoder.encode(pair(symbol), StandardCharsets.UTF_8) + "&since=" + nanos
                        + "&count=" + Math.min(atMost, MOST_TRADES),
                1));
    }

    /** {@code BTC/USD} is asked for as {@code XBTUSD}. */
    private static String pair(String symbol) {
        StringBuilder pair = new StringBuilder();
        for (String asset : symbol.split("/", -1)) {
            pair.append(OLD_NAMES.getOrDefault(asset, asset));
        }
        return pair.toString();
    }

    /** {@code {"result":{"XXBTZUSD":[[price, vol, seconds, "b|s", "m|l", misc, trade_id]],"last":"nanoseconds"}}}. */
    @Override
    public List<Message.Fact> readTrades(String symbol, byte[] body, Instant receiveTime) {
        List<Message.Fact> trades = new ArrayList<>();
        JsonNode result = Nodes.required(Json.tree(body), "result");
        result.properties().stream()
                .filter(entry -> !entry.getKey().equals("last"))
                .forEach(entry -> entry.getValue().forEach(row -> trades.add(trade(symbol, row, receiveTime))));
        return trades;
    }

    private static Message.Fact trade(String symbol, JsonNode row, Instant received) {
        if (!row.isArray()
                || row.size() < 7
                || !row.get(2).isNumber()
                || !row.get(6).canConvertToLong()) {
            throw new IllegalArgumentException(
                    "expected a trade as [price, volume, time, side, type, misc, id], found " + row);
        }
        long id = row.get(6).longValue();
        Instant time = Times.instant(row.get(2).decimalValue().movePointRight(6).longValue());
        if (!Times.plausible(time, received) || id < 0) {
            throw new IllegalArgumentException(
                    "expected a time from 2009 to a day ahead and an id of 0 or more, found " + row);
        }
        Side side = switch (row.get(3).asText()) {
            case "b" -> Side.BUY;
            case "s" -> Side.SELL;
            default -> throw new IllegalArgumentException("expected b or s as the side, found " + row);
        };
        return new Message.Fact(
                DataType.TRADES,
                symbol,
                new Trade(
                        Venue.KRAKEN_SPOT.name(),
                        symbol,
                        Long.toString(id),
                        id,
                        positive(row.get(0)),
                        positive(row.get(1)),
                        null,
                        Venue.KRAKEN_SPOT.quantityUnit(),
                        side,
                        "NORMAL",
                        time,
                        null,
                        null,
                        Source.BACKFILL),
                id,
                id);
    }

    private static BigDecimal positive(JsonNode text) {
        BigDecimal value = Decimals.parse(text.asText());
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("expected a price and a quantity above 0, found " + value);
        }
        return value;
    }
}

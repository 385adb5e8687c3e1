package io.tickhouse.ingest.ws.venue.binancespot;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.ingest.ws.venue.binance.Answers;
import io.tickhouse.ingest.ws.venue.binance.Requests;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.Nodes;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Spot's REST interface (rest-api.md). */
final class Rest implements VenueRest {
    private static final int SYMBOLS_AT_ONCE = 100;
    private static final String INFO = "/api/v3/exchangeInfo?symbols=";
    private static final int INFO_WEIGHT = 20;

    @Override
    public String baseUrl() {
        return "https://api.binance.com";
    }

    @Override
    public Set<DataType> types() {
        return Set.of(DataType.INSTRUMENTS);
    }

    @Override
    public RestLimit limit() {
        return new RestLimit(6_000, Duration.ofMinutes(1));
    }

    @Override
    public Optional<RestRequest> limits(String symbol) {
        return Optional.of(new RestRequest(INFO + Requests.encodedArray(List.of(symbol)), INFO_WEIGHT));
    }

    @Override
    public RestLimit readLimit(byte[] body) {
        return Answers.limit(body);
    }

    @Override
    public OptionalInt usedWeight(Function<String, Optional<String>> header) {
        return Answers.usedWeight(header);
    }

    @Override
    public RestRequest time() {
        return new RestRequest("/api/v3/time", 1);
    }

    @Override
    public Instant readTime(byte[] body) {
        return Answers.time(body);
    }

    @Override
    public int deepestBook() {
        return 5_000;
    }

    @Override
    public RestRequest book(String symbol, int levels) {
        int limit = levels <= 100 ? 100 : levels <= 500 ? 500 : levels <= 1_000 ? 1_000 : 5_000;
        int weight = limit == 100 ? 5 : limit == 500 ? 25 : limit == 1_000 ? 50 : 250;
        return new RestRequest("/api/v3/depth?symbol=" + Requests.encoded(symbol) + "&limit=" + limit, weight);
    }

    @Override
    public BookUpdate readBook(String symbol, byte[] body, Instant receiveTime) {
        return Answers.book(symbol, body, receiveTime);
    }

    @Override
    public Poll listing() {
        return new Poll(
                DataType.INSTRUMENTS,
                List.of(),
                new RestRequest("/api/v3/exchangeInfo", INFO_WEIGHT),
                (body, received) -> instruments(body, symbol -> true, received));
    }

    @Override
    public boolean isTrading(Instrument instrument) {
        return instrument.getStatus().equals("TRADING");
    }

    @Override
    public List<Poll> polls(Selection selection) {
        List<Poll> polls = new ArrayList<>();
        if (selection.types().contains(DataType.INSTRUMENTS)) {
            List<String> symbols = selection.symbols();
            for (int from = 0; from < symbols.size(); from += SYMBOLS_AT_ONCE) {
                List<String> some = symbols.subList(from, Math.min(from + SYMBOLS_AT_ONCE, symbols.size()));
                polls.add(new Poll(
                        DataType.INSTRUMENTS,
                        some,
                        new RestRequest(INFO + Requests.encodedArray(some), INFO_WEIGHT),
                        (body, received) -> instruments(body, Set.copyOf(some)::contains, received)));
            }
        }
        return polls;
    }

    /** exchangeInfo: {@code serverTime symbols[{symbol status baseAsset quoteAsset filters[…]}]}. */
    private static List<Message.Fact> instruments(byte[] body, Predicate<String> wanted, Instant received) {
        JsonNode info = Json.tree(body);
        List<Message.Fact> instruments = new ArrayList<>();
        for (JsonNode row : Nodes.required(info, "symbols")) {
            String symbol = Nodes.text(row, "symbol");
            if (wanted.test(symbol)) {
                String base = Nodes.text(row, "baseAsset");
                String quote = Nodes.text(row, "quoteAsset");
                instruments.add(new Message.Fact(
                        DataType.INSTRUMENTS,
                        symbol,
                        Instrument.newBuilder()
                                .setVenue(Venue.BINANCE_SPOT.name())
                                .setSymbol(symbol)
                                .setUnifiedSymbol(base + "/" + quote)
                                .setKind("SPOT")
                                .setBase(base)
                                .setQuote(quote)
                                .setStatus(Nodes.text(row, "status"))
                                .setTickSize(Answers.step(row, "PRICE_FILTER", "tickSize")
                                        .orElse(null))
                                .setLotSize(Answers.step(row, "LOT_SIZE", "stepSize")
                                        .orElse(null))
                                .setQuantityUnit(Venue.BINANCE_SPOT.quantityUnit())
                                .setEventTime(received)
                                .setReceiveTime(received)
                                .setSource(Source.LIVE)
                                .build()));
            }
        }
        return instruments;
    }

    @Override
    public Optional<RestRequest> trades(String symbol, long fromId, Instant since, int atMost) {
        return Optional.of(new RestRequest(
                "/api/v3/historicalTrades?symbol=" + Requests.encoded(symbol) + "&fromId=" + fromId + "&limit="
                        + Math.min(atMost, 1_000),
                25));
    }

    @Override
    public List<Message.Fact> readTrades(String symbol, byte[] body, Instant receiveTime) {
        return Answers.trades(Venue.BINANCE_SPOT, symbol, body, receiveTime);
    }
}

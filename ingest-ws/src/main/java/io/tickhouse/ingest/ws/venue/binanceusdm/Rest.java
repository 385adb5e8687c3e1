package io.tickhouse.ingest.ws.venue.binanceusdm;

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
import io.tickhouse.schemas.market.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** The futures' REST interface (developers.binance.com, "Market Data Endpoints"). */
final class Rest implements VenueRest {
    private static final RestRequest INFO = new RestRequest("/fapi/v1/exchangeInfo", 1);

    @Override
    public String baseUrl() {
        return "https://fapi.binance.com";
    }

    @Override
    public Set<DataType> types() {
        return Set.of(DataType.INSTRUMENTS, DataType.OPEN_INTEREST, DataType.FUNDING_RATES);
    }

    @Override
    public RestLimit limit() {
        return new RestLimit(2_400, Duration.ofMinutes(1));
    }

    @Override
    public Optional<RestRequest> limits(String symbol) {
        return Optional.of(INFO);
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
        return new RestRequest("/fapi/v1/time", 1);
    }

    @Override
    public Instant readTime(byte[] body) {
        return Answers.time(body);
    }

    @Override
    public int deepestBook() {
        return 1_000;
    }

    @Override
    public RestRequest book(String symbol, int levels) {
        int limit = levels <= 50 ? 50 : levels <= 100 ? 100 : levels <= 500 ? 500 : 1_000;
        int weight = limit == 50 ? 2 : limit == 100 ? 5 : limit == 500 ? 10 : 20;
        return new RestRequest("/fapi/v1/depth?symbol=" + Requests.encoded(symbol) + "&limit=" + limit, weight);
    }

    @Override
    public BookUpdate readBook(String symbol, byte[] body, Instant receiveTime) {
        return Answers.book(symbol, body, receiveTime);
    }

    @Override
    public List<Poll> polls(Selection selection) {
        List<Poll> polls = new ArrayList<>();
        List<String> symbols = selection.symbols();
        Set<String> wanted = new HashSet<>(symbols);
        if (selection.types().contains(DataType.INSTRUMENTS)) {
            polls.add(new Poll(
                    DataType.INSTRUMENTS, symbols, INFO, (body, time) -> Listings.instruments(body, wanted, time)));
        }
        if (selection.types().contains(DataType.OPEN_INTEREST)) {
            for (String symbol : symbols) {
                polls.add(new Poll(
                        DataType.OPEN_INTEREST,
                        List.of(symbol),
                        new RestRequest("/fapi/v1/openInterest?symbol=" + Requests.encoded(symbol), 1),
                        Listings::openInterest));
            }
        }
        if (selection.types().contains(DataType.FUNDING_RATES)) {
            // both answer for all symbols at once; the first has a budget of its own of 500 requests in 5 minutes
            polls.add(new Poll(
                    DataType.FUNDING_RATES,
                    symbols,
                    new RestRequest("/fapi/v1/fundingRate?limit=1000", 1),
                    (body, time) -> Listings.settledFunding(body, wanted, time)));
            polls.add(new Poll(
                    DataType.FUNDING_RATES,
                    symbols,
                    new RestRequest("/fapi/v1/premiumIndex", 10),
                    (body, time) -> Listings.predictedFunding(body, wanted, time)));
        }
        return polls;
    }

    /** Trades by id are for holders of a key only, and back to a month. */
    @Override
    public Optional<RestRequest> trades(String symbol, long fromId, int atMost) {
        return Optional.empty();
    }

    /** Of {@code /fapi/v1/trades} and {@code /fapi/v1/historicalTrades}. */
    @Override
    public List<Message.Fact> readTrades(String symbol, byte[] body, Instant receiveTime) {
        return Answers.trades(Venue.BINANCE_USDM, symbol, body, receiveTime);
    }
}

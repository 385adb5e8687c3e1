package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Poll;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.market.Instrument;
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

/**
 * The REST interface of futures (developers.binance.com, "Market Data Endpoints" of USDⓈ-M and of COIN-M). Both products
 * take from one budget of weight since 2026-06-30 ("Important CM-UM Integration Notice", A.3); the header tells the sum.
 */
public abstract class FuturesRest implements VenueRest {
    private final Venue venue;
    private final String root;
    private final FuturesAnswers answers;

    /** @param root what all paths begin with, such as {@code /fapi/v1} */
    protected FuturesRest(Venue venue, String root) {
        this.venue = venue;
        this.root = root;
        this.answers = new FuturesAnswers(venue);
    }

    /** Asks for the latest settled rates of some symbols. */
    protected abstract List<Poll> settled(List<String> symbols);

    /** Settled rates of some symbols, out of the answer at a path below the root. */
    protected final Poll settledAt(List<String> symbols, String path) {
        Set<String> wanted = Set.copyOf(symbols);
        return new Poll(
                DataType.FUNDING_RATES,
                symbols,
                request(path, 1),
                (body, time) -> answers.settledFunding(body, wanted, time));
    }

    private RestRequest request(String path, int weight) {
        return new RestRequest(root + path, weight);
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
        return Optional.of(info());
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
        return request("/time", 1);
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
        return request("/depth?symbol=" + Requests.encoded(symbol) + "&limit=" + limit, weight);
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
                info(),
                (body, time) -> answers.instruments(body, symbol -> true, time));
    }

    @Override
    public boolean isTrading(Instrument instrument) {
        return instrument.getStatus().equals("TRADING");
    }

    @Override
    public List<Poll> polls(Selection selection) {
        List<Poll> polls = new ArrayList<>();
        List<String> symbols = selection.symbols();
        Set<String> wanted = new HashSet<>(symbols);
        if (selection.types().contains(DataType.INSTRUMENTS)) {
            polls.add(new Poll(
                    DataType.INSTRUMENTS,
                    symbols,
                    info(),
                    (body, time) -> answers.instruments(body, wanted::contains, time)));
        }
        if (selection.types().contains(DataType.OPEN_INTEREST)) {
            for (String symbol : symbols) {
                polls.add(new Poll(
                        DataType.OPEN_INTEREST,
                        List.of(symbol),
                        request("/openInterest?symbol=" + Requests.encoded(symbol), 1),
                        answers::openInterest));
            }
        }
        if (selection.types().contains(DataType.FUNDING_RATES)) {
            polls.addAll(settled(symbols));
            polls.add(new Poll(
                    DataType.FUNDING_RATES,
                    symbols,
                    request("/premiumIndex", 10),
                    (body, time) -> answers.predictedFunding(body, wanted, time)));
        }
        return polls;
    }

    private RestRequest info() {
        return request("/exchangeInfo", 1);
    }

    @Override
    public Optional<String> keyHeader() {
        return Optional.of("X-MBX-APIKEY");
    }

    /** Trades by id are for holders of a key only, and back to a month ("Old Trades Lookup"). */
    @Override
    public Optional<RestRequest> trades(String symbol, long fromId, Instant since, int atMost) {
        String query = "symbol=" + Requests.encoded(symbol) + "&fromId=" + fromId + "&limit=" + Math.min(atMost, 500);
        return Optional.of(request("/historicalTrades?" + query, 20).withKey());
    }

    /** Of {@code trades} and {@code historicalTrades}; COIN-M tells what a trade is worth in base asset, not in quote. */
    @Override
    public List<Message.Fact> readTrades(String symbol, byte[] body, Instant receiveTime) {
        return Answers.trades(venue, symbol, body, receiveTime);
    }
}

package io.tickhouse.ingest.ws.venue;

import io.tickhouse.market.Instrument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A venue's REST interface: what to ask, and what the answers mean. */
public interface VenueRest {
    /** Scheme, host and port, unless configured otherwise. */
    String baseUrl();

    /** What comes over REST. */
    Set<DataType> types();

    /** The budget until the venue has told it. */
    RestLimit limit();

    /**
     * Asks for the budget; empty where the venue does not tell it.
     *
     * @param symbol any that is captured, where the question needs one
     */
    default Optional<RestRequest> limits(String symbol) {
        return Optional.empty();
    }

    /**
     * The budget in an answer to {@link #limits}.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    default RestLimit readLimit(byte[] body) {
        throw new UnsupportedOperationException("the venue tells no budget");
    }

    /**
     * The header that carries a key of an account, on venues that want one for some requests: those say so by {@link
     * RestRequest#needsKey}.
     */
    default Optional<String> keyHeader() {
        return Optional.empty();
    }

    /** The weight used so far in the running window, as an answer's headers tell it. */
    OptionalInt usedWeight(Function<String, Optional<String>> header);

    /** Asks for the venue's clock. */
    RestRequest time();

    /**
     * The venue's clock in an answer to {@link #time}.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    Instant readTime(byte[] body);

    /** What an answer with status 200 refuses, on venues that answer so; empty when it is an answer. */
    default Optional<RestRefusal> refusal(byte[] body) {
        return Optional.empty();
    }

    /** The deepest image of a book that can be asked for, in levels a side; 0 where images come by the channel. */
    default int deepestBook() {
        return 0;
    }

    /** Asks for an image of a book of at least that many levels a side, as far as the venue goes. */
    default RestRequest book(String symbol, int levels) {
        throw new UnsupportedOperationException("images of books come by the channel");
    }

    /**
     * The image in an answer to {@link #book}.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    default BookUpdate readBook(String symbol, byte[] body, Instant receiveTime) {
        throw new UnsupportedOperationException("images of books come by the channel");
    }

    /** What is to be asked for a selection; types that do not come over REST are passed over. */
    List<Poll> polls(Selection selection);

    /** Asks for all instruments there are, those that do not trade as well. */
    Poll listing();

    /** Whether an instrument can be traded now. */
    boolean isTrading(Instrument instrument);

    /**
     * Asks for trades from that id on, oldest first; on venues that ask by time, for those after a moment, of which the first
     * may have lower ids. Empty where the venue does not give them to everybody.
     *
     * @param since when the trade before {@code fromId} happened, or earlier
     * @param atMost how many, as far as the venue goes
     */
    Optional<RestRequest> trades(String symbol, long fromId, Instant since, int atMost);

    /**
     * The trades in an answer to {@link #trades}, marked as backfill.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    List<Message.Fact> readTrades(String symbol, byte[] body, Instant receiveTime);
}

package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.sequence.IdSequence;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.Kline;
import io.tickhouse.market.QuantityUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real frames of many symbols of futures on one connection, and single ones of several years. */
class RecordedSymbolsTest {
    private static final VenueAdapter COINM = new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter();
    private static final Pattern FRAME = Pattern.compile("(\\d+\\.\\d+): (\\{.*)");
    private static final Pattern BOOK =
            Pattern.compile("\\S+/depth\\?symbol=(\\w+)&limit=1000 -> (\\d+\\.\\d+): (\\{.*)");

    /** A frame, or an answer to a request for a symbol's book. */
    record Line(Instant received, String symbol, byte[] text) {}

    enum Recorded {
        COINM(RecordedSymbolsTest.COINM, "binance-coinm/%s/cryptofeed_BINANCE_DELIVERY", 10, 2_047, 2_240, 51, 33, 212),
        USDM(
                new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter(),
                "binance-usdm/%s/cryptofeed_BINANCE_FUTURES",
                4,
                764,
                613,
                91,
                67,
                50);

        private final VenueAdapter adapter;
        private final String files;
        private final int symbols;
        private final int updates;
        private final int bookTickers;
        private final int aggTrades;
        private final int klines;
        private final int compared;

        Recorded(
                VenueAdapter adapter,
                String files,
                int symbols,
                int updates,
                int bookTickers,
                int aggTrades,
                int klines,
                int compared) {
            this.adapter = adapter;
            this.files = files;
            this.symbols = symbols;
            this.updates = updates;
            this.bookTickers = bookTickers;
            this.aggTrades = aggTrades;
            this.klines = klines;
            this.compared = compared;
        }

        List<Line> lines() throws IOException {
            List<Line> lines = new ArrayList<>();
            for (String line : Files.readAllLines(Recording.file(files.formatted("rest") + ".http.0.0.txt"))) {
                Matcher book = BOOK.matcher(line);
                if (book.matches()) {
                    lines.add(new Line(instant(book.group(2)), book.group(1), bytes(book.group(3))));
                }
            }
            for (String line : Files.readAllLines(Recording.file(files.formatted("ws") + ".ws.1.0.txt"))) {
                Matcher frame = FRAME.matcher(line);
                if (frame.matches()) {
                    lines.add(new Line(instant(frame.group(1)), "", bytes(frame.group(2))));
                }
            }
            lines.sort(Comparator.comparing(Line::received));
            return lines;
        }

        private static Instant instant(String seconds) {
            return Instant.EPOCH.plusNanos(
                    new BigDecimal(seconds).movePointRight(9).longValueExact());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What became of a recording. */
    private static final class Run {
        private final VenueAdapter adapter;
        private final FrameDecoder decoder;
        private final Map<String, BookKeeper> keepers = new HashMap<>();
        private final List<BookOutcome> outcomes = new ArrayList<>();
        private final Map<DataType, Integer> facts = new EnumMap<>(DataType.class);
        private final Map<String, IdSequence> ids = new HashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Kline> klines = new ArrayList<>();
        private final Map<String, BookTicker> tickers = new HashMap<>();
        private int updates;
        private int compared;

        Run(VenueAdapter adapter) {
            this.adapter = adapter;
            this.decoder = adapter.frames();
        }

        private BookKeeper keeper(String symbol) {
            return keepers.computeIfAbsent(symbol, some -> new BookKeeper(adapter.books(1_000)));
        }

        List<Message> messages(Line line) {
            if (decoder.decode(line.text(), line.received()) instanceof Decoded.Mapped(List<Message> messages)) {
                return messages;
            }
            throw new AssertionError("expected a message: " + new String(line.text(), StandardCharsets.UTF_8));
        }

        void image(Line line) {
            outcomes.add(keeper(line.symbol())
                    .image(adapter.rest().readBook(line.symbol(), line.text(), line.received()), 1_000));
        }

        void message(Message message) {
            switch (message) {
                case Message.Book(BookUpdate update) -> {
                    updates++;
                    outcomes.add(keeper(update.symbol()).update(update));
                    compare(update.symbol());
                }
                case Message.Fact fact -> {
                    facts.merge(fact.type(), 1, Integer::sum);
                    if (fact.firstId() != Message.NONE) {
                        steps.add(ids.computeIfAbsent(fact.symbol(), some -> new IdSequence())
                                .observe(fact.firstId(), fact.lastId()));
                    }
                    if (fact.value() instanceof Kline kline) {
                        klines.add(kline);
                    }
                }
                case Message.Acknowledged _,
                        Message.Refused _,
                        Message.Leaving _,
                        Message.Decimals _,
                        Message.Condition _ -> throw new AssertionError("expected data, found " + message);
            }
        }

        private void compare(String symbol) {
            OrderBook book = keeper(symbol).book();
            BookTicker ticker = book == null ? null : tickers.get(symbol + book.id());
            if (book != null && ticker != null && keeper(symbol).isSynced()) {
                compared++;
                String shown = symbol + " at " + book.id();
                assertThat(BigDecimal.valueOf(book.bidPrice(0), book.priceScale()))
                        .as(shown)
                        .isEqualByComparingTo(ticker.getBidPrice());
                assertThat(BigDecimal.valueOf(book.bidQuantity(0), book.quantityScale()))
                        .as(shown)
                        .isEqualByComparingTo(ticker.getBidQuantity());
                assertThat(BigDecimal.valueOf(book.askPrice(0), book.priceScale()))
                        .as(shown)
                        .isEqualByComparingTo(ticker.getAskPrice());
                assertThat(BigDecimal.valueOf(book.askQuantity(0), book.quantityScale()))
                        .as(shown)
                        .isEqualByComparingTo(ticker.getAskQuantity());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySymbolsBookIsBracketedUnbrokenAndTheVenuesOwn(Recorded recorded) throws IOException {
        List<Line> lines = recorded.lines();
        Run run = new Run(recorded.adapter);
        for (Line line : lines) {
            if (line.symbol().isEmpty()
                    && run.messages(line).getFirst() instanceof Message.Fact fact
                    && fact.value() instanceof BookTicker ticker) {
                run.tickers.put(ticker.getSymbol() + ticker.getSequence(), ticker);
            }
        }
        for (Line line : lines) {
            if (line.symbol().isEmpty()) {
                run.messages(line).forEach(run::message);
            } else {
                run.image(line);
            }
        }
        assertThat(run.keepers).hasSize(recorded.symbols);
        assertThat(run.keepers.values()).allMatch(BookKeeper::isSynced);
        assertThat(run.outcomes)
                .noneMatch(BookOutcome.Broken.class::isInstance)
                .noneMatch(BookOutcome.Unfit.class::isInstance);
        assertThat(run.updates).isEqualTo(recorded.updates);
        assertThat(run.compared).as("update ids told by both").isEqualTo(recorded.compared);
        assertThat(run.facts)
                .isEqualTo(Map.of(
                        DataType.BOOK_TICKERS,
                        recorded.bookTickers,
                        DataType.AGG_TRADES,
                        recorded.aggTrades,
                        DataType.KLINES,
                        recorded.klines));
        assertThat(run.steps).allMatch(step -> step instanceof Step.First || step instanceof Step.Next);
        boolean inContracts = recorded.adapter.venue().quantityUnit() == QuantityUnit.CONTRACT;
        assertThat(run.klines)
                .allMatch(kline -> kline.getVolume() != null && (kline.getQuoteVolume() == null) == inContracts);
    }

    @Test
    void everyKindOfCoinMarginedFrameOfSixYearsIsRead() throws IOException {
        List<String> found = new ArrayList<>();
        FrameDecoder decoder = COINM.frames();
        for (String line : Files.readAllLines(Recording.file("binance-coinm/tardis/coinm.jsonl"))) {
            // what the recorder made of answers by REST is no frame
            if (!line.contains("\"generated\":true")) {
                found.add(
                        switch (decoder.decode(bytes(line), Instant.parse("2026-03-01T00:00:00Z"))) {
                            case Decoded.Mapped(List<Message> messages) -> shown(messages.getFirst());
                            case Decoded.Ignored(String reason) -> reason;
                            case Decoded.Rejected(String cause) -> throw new AssertionError(cause + ": " + line);
                        });
            }
        }
        assertThat(found)
                .containsExactly(
                        "granted",
                        "BTCUSD_200925 37471290-37471292 after 37471291",
                        "MARK_PRICES BTCUSD_200925",
                        "event indexPriceUpdate",
                        "BTCUSD_200925 37471322-37471322 after 37471321",
                        "TICKERS BTCUSD_200925",
                        "TRADES BTCUSD_200925",
                        "LIQUIDATIONS BTCUSD_200925",
                        "TRADES ETCUSDT",
                        "BOOK_TICKERS BNBUSD_PERP");
    }

    private static String shown(Message message) {
        return switch (message) {
            case Message.Fact fact -> fact.type() + " " + fact.symbol();
            case Message.Book(BookUpdate book) ->
                book.symbol() + " " + book.firstId() + "-" + book.lastId() + " after " + book.previousId();
            case Message.Acknowledged _ -> "granted";
            case Message.Refused _, Message.Leaving _, Message.Decimals _, Message.Condition _ -> message.toString();
        };
    }
}

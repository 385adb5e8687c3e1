package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.book.OrderBook;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real frames through decoder, sequence and book, against what the venue itself said at the time. */
class RecordedReplayTest {
    private static final int MUTATIONS = 1_000;
    private static final long SEED = 8_092_024L;

    enum Recorded {
        SPOT(
                new io.tickhouse.ingest.ws.venue.binancespot.Adapter(),
                6_495,
                3_735_683_259L,
                19_904,
                1_072,
                "binance-spot/long/hftbacktest_btcusdt_20240808.raw.gz",
                "binance-spot/long/hftbacktest_btcusdt_20240809.raw.gz"),
        USDM(
                new io.tickhouse.ingest.ws.venue.binanceusdm.Adapter(),
                6_551,
                5_266_583_935L,
                21_313,
                629,
                "binance-usdm/long/hftbacktest_btcusdt_20240808.raw.gz"),
        COINM(
                new io.tickhouse.ingest.ws.venue.binancecoinm.Adapter(),
                26_847,
                849_714_402L,
                2_286,
                1_124,
                "binance-coinm/long/hftbacktest_btcusd_perp_20240808.raw.gz");

        private final VenueAdapter adapter;
        private final int updates;
        private final long firstTrade;
        private final int trades;
        private final int compared;
        private final String[] files;

        Recorded(VenueAdapter adapter, int updates, long firstTrade, int trades, int compared, String... files) {
            this.adapter = adapter;
            this.updates = updates;
            this.firstTrade = firstTrade;
            this.trades = trades;
            this.compared = compared;
            this.files = files;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTradeAndEveryUpdateIsThereAndTheBookIsTheVenuesOwn(Recorded recorded) throws IOException {
        List<Recording.Line> lines = Recording.of(recorded.files).lines();
        Replay replay = new Replay(recorded.adapter, Replay.tickers(recorded.adapter, lines));
        lines.forEach(replay::line);

        assertThat(replay.ignored).isEmpty();
        assertThat(replay.trades)
                .extracting(Trade::getSequence)
                .containsExactlyElementsOf(LongStream.range(recorded.firstTrade, recorded.firstTrade + recorded.trades)
                        .boxed()
                        .toList());
        assertThat(replay.steps).startsWith(new Step.First());
        assertThat(replay.steps.subList(1, replay.steps.size())).containsOnly(new Step.Next());
        assertThat(replay.count(BookOutcome.Synced.class)).isEqualTo(1);
        assertThat(replay.count(BookOutcome.Broken.class)).isZero();
        assertThat(replay.count(BookOutcome.Unfit.class)).isZero();
        assertThat(replay.outcomes).hasSize(recorded.updates + 1);
        assertThat(replay.compared).as("update ids told by both").isEqualTo(recorded.compared);
        assertThat(replay.differences).isEmpty();
    }

    /** Prices and quantities by another way: taken out of the text by a pattern. */
    @ParameterizedTest
    @EnumSource
    void everyTradeSaysWhatItsFrameSays(Recorded recorded) throws IOException {
        List<Recording.Line> lines = Recording.of(recorded.files).lines();
        Replay replay = new Replay(recorded.adapter, Map.of());
        lines.forEach(replay::line);
        Pattern fields = Pattern.compile(
                "\"E\":(?<E>\\d+).*\"t\":(?<t>\\d+),\"p\":\"(?<p>[\\d.]+)\",\"q\":\"(?<q>[\\d.]+)\".*\"m\":(?<m>true|false)");
        int trade = 0;
        for (Recording.Line line : lines) {
            String text = new String(line.text(), StandardCharsets.UTF_8);
            if (text.contains("\"e\":\"trade\"")) {
                Matcher said = fields.matcher(text);
                assertThat(said.find()).as(text).isTrue();
                Trade found = replay.trades.get(trade++);
                assertThat(found.getTradeId()).isEqualTo(said.group("t"));
                assertThat(found.getPrice()).isEqualByComparingTo(new BigDecimal(said.group("p")));
                assertThat(found.getQuantity()).isEqualByComparingTo(new BigDecimal(said.group("q")));
                assertThat(found.getSide().name()).isEqualTo(said.group("m").equals("true") ? "SELL" : "BUY");
                assertThat(found.getPublishTime()).isEqualTo(Instant.ofEpochMilli(Long.parseLong(said.group("E"))));
            }
        }
        assertThat(trade).isEqualTo(recorded.trades);
    }

    @ParameterizedTest
    @EnumSource
    void everyDropRepetitionAndSwapIsSeenAndTheBookEndsAsInTheCleanRun(Recorded recorded) throws IOException {
        List<Recording.Line> all = Recording.of(recorded.files).lines();
        Map<Long, BookTicker> tickers = Replay.tickers(recorded.adapter, all);
        List<Recording.Line> quick = all.stream()
                .filter(line -> !new String(line.text(), StandardCharsets.UTF_8).contains("bookTicker"))
                .limit(2_400)
                .toList();
        IdentityHashMap<Recording.Line, Decoded> decoded = new IdentityHashMap<>();
        NavigableMap<Long, BookUpdate> images = new TreeMap<>();
        Replay clean = new Replay(recorded.adapter, tickers, decoded, new TreeMap<>());
        for (Recording.Line line : quick) {
            clean.line(line);
            OrderBook book = clean.keeper.book();
            if (clean.keeper.isSynced() && book != null && clean.outcomes.size() % 20 == 0) {
                images.computeIfAbsent(book.id(), id -> clean.asImage());
            }
        }
        OrderBook end = Objects.requireNonNull(clean.keeper.book());
        List<Integer> diffs = new ArrayList<>();
        List<Integer> trades = new ArrayList<>();
        for (int i = 0; i < quick.size(); i++) {
            String text = new String(quick.get(i).text(), StandardCharsets.UTF_8);
            if (text.contains("depthUpdate")) {
                diffs.add(i);
            } else if (text.contains("\"trade\"")) {
                trades.add(i);
            }
        }
        for (int i = 0; i < MUTATIONS; i++) {
            Random random = new Random(SEED + i);
            boolean ofTrades = random.nextBoolean();
            List<Integer> kind = ofTrades ? trades : diffs;
            // not the last ones: what nothing follows cannot be missed, and a book needs some time to mend
            int which = 1 + random.nextInt(kind.size() - (ofTrades ? 3 : 80));
            List<Recording.Line> lines = new ArrayList<>(quick);
            String shown = "seed " + (SEED + i) + ", " + (ofTrades ? "trade " : "update ") + which;
            switch (random.nextInt(3)) {
                case 0 -> lines.remove((int) kind.get(which));
                case 1 -> lines.add(kind.get(which) + 1, lines.get(kind.get(which)));
                default -> Collections.swap(lines, kind.get(which), kind.get(which + 1));
            }
            Replay replay = new Replay(recorded.adapter, tickers, decoded, images);
            lines.forEach(replay::line);
            assertThat(replay.differences).as(shown).isEmpty();
            if (ofTrades) {
                assertThat(replay.steps.subList(1, replay.steps.size()))
                        .as(shown)
                        .anyMatch(step -> !(step instanceof Step.Next));
            } else {
                assertThat(replay.count(BookOutcome.Broken.class)
                                + replay.count(BookOutcome.Repeated.class)
                                + replay.count(BookOutcome.Unfit.class))
                        .as(shown)
                        .isPositive();
                assertThat(replay.keeper.isSynced()).as(shown).isTrue();
                OrderBook found = Objects.requireNonNull(replay.keeper.book());
                assertThat(found.id()).as(shown).isEqualTo(end.id());
                assertThat(found.difference(end)).as(shown).isEmpty();
            }
        }
    }
}

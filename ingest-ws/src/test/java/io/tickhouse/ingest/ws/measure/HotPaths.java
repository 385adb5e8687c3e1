package io.tickhouse.ingest.ws.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.ingest.ws.venue.binancespot.Adapter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How fast the decoder and the book are on one core, beside what is usual: Jackson's trees, sorted maps of decimals. Prints
 * medians of interleaved rounds, by the time of the processor. Run it by hand; nothing depends on the figures.
 */
public final class HotPaths {
    private static final int FRAMES = 200_000;
    private static final int UPDATES = 40_000;
    private static final int ROUNDS = 9;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private HotPaths() {}

    public static void main(String[] args) throws Exception {
        decoders();
        books();
    }

    private static void decoders() throws Exception {
        byte[][] frames = new byte[FRAMES][];
        Random random = new Random(1);
        for (int i = 0; i < FRAMES; i++) {
            frames[i] =
                    ("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1767225600012345,\"s\":\"BTCUSDT\",\"t\":"
                                    + (3_735_683_259L + i) + ",\"p\":\"" + (61_000 + random.nextInt(999)) + "."
                                    + (10 + random.nextInt(89)) + "000000\",\"q\":\"0."
                                    + (10_000 + random.nextInt(89_999))
                                    + "000\",\"T\":1767225600011111,\"m\":" + random.nextBoolean() + ",\"M\":true}}")
                            .getBytes(StandardCharsets.UTF_8);
        }
        FrameDecoder decoder = new Adapter().frames();
        ObjectMapper mapper = new ObjectMapper();
        List<Double> ours = new ArrayList<>();
        List<Double> trees = new ArrayList<>();
        long sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = CPU.getCurrentThreadCpuTime();
            for (byte[] frame : frames) {
                sink += decoder.decode(frame, NOW) instanceof Decoded.Mapped ? 1 : 0;
            }
            ours.add(FRAMES * 1e9 / (CPU.getCurrentThreadCpuTime() - begun));
            begun = CPU.getCurrentThreadCpuTime();
            for (byte[] frame : frames) {
                JsonNode data = mapper.readTree(frame).get("data");
                sink += new BigDecimal(data.get("p").asText()).scale()
                        + new BigDecimal(data.get("q").asText()).scale()
                        + data.get("t").asLong()
                        + data.get("s").asText().length();
            }
            trees.add(FRAMES * 1e9 / (CPU.getCurrentThreadCpuTime() - begun));
        }
        report("trade messages decoded to records", ours, "Jackson databind to a tree and decimals", trees, sink);
    }

    private static void books() {
        Random random = new Random(2);
        VenueAdapter adapter = new Adapter();
        List<BookUpdate> updates = new ArrayList<>();
        int levels = 0;
        for (int i = 1; i <= UPDATES; i++) {
            Levels bids = levels(random, 6_100_000, -1);
            Levels asks = levels(random, 6_100_001, 1);
            levels += bids.size() + asks.size();
            updates.add(new BookUpdate("BTCUSDT", false, i, i, -1, -1, bids, asks, NOW, NOW, NOW));
        }
        List<Double> ours = new ArrayList<>();
        List<Double> maps = new ArrayList<>();
        long sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            BookKeeper keeper = new BookKeeper(adapter.books());
            keeper.update(updates.getFirst());
            keeper.image(image(), 1_000);
            long begun = CPU.getCurrentThreadCpuTime();
            for (BookUpdate update : updates) {
                sink += keeper.update(update) instanceof BookOutcome.Applied ? 1 : 0;
            }
            ours.add(levels * 1e9 / (CPU.getCurrentThreadCpuTime() - begun));
            TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
            TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
            apply(bids, image().bids());
            apply(asks, image().asks());
            begun = CPU.getCurrentThreadCpuTime();
            for (BookUpdate update : updates) {
                apply(bids, update.bids());
                apply(asks, update.asks());
                sink += bids.lastKey().compareTo(asks.firstKey());
            }
            maps.add(levels * 1e9 / (CPU.getCurrentThreadCpuTime() - begun));
        }
        report("level updates applied with all checks", ours, "TreeMap of BigDecimal", maps, sink);
    }

    private static BookUpdate image() {
        return new BookUpdate("BTCUSDT", true, -1, 0, -1, -1, deep(6_100_000, -1), deep(6_100_001, 1), NOW, NOW, NOW);
    }

    private static Levels deep(long best, int direction) {
        long[] prices = new long[1_000];
        long[] quantities = new long[1_000];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = best + (long) direction * i;
            quantities[i] = 1_000L + i;
        }
        return new Levels(prices, quantities, 2, 5);
    }

    /** As recordings have it: half of the changes within 50 ticks of the best price, a third of them removals. */
    private static Levels levels(Random random, long best, int direction) {
        int size = 8 + random.nextInt(16);
        long[] prices = new long[size];
        long[] quantities = new long[size];
        for (int i = 0; i < size; i++) {
            prices[i] = best + (long) direction * (random.nextBoolean() ? random.nextInt(50) : random.nextInt(3_000));
            quantities[i] = random.nextInt(3) == 0 && i > 0 ? 0 : 1 + random.nextInt(1_000_000);
        }
        return new Levels(prices, quantities, 2, 5);
    }

    private static void apply(Map<BigDecimal, BigDecimal> side, Levels levels) {
        for (int i = 0; i < levels.size(); i++) {
            BigDecimal price = BigDecimal.valueOf(levels.prices()[i], levels.priceScale());
            if (levels.quantities()[i] == 0) {
                side.remove(price);
            } else {
                side.put(price, BigDecimal.valueOf(levels.quantities()[i], levels.quantityScale()));
            }
        }
    }

    private static void report(String what, List<Double> ours, String peer, List<Double> theirs, long sink) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f a second; %s: %,.0f a second (%d)%n",
                what,
                median(ours),
                peer,
                median(theirs),
                sink & 1);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}

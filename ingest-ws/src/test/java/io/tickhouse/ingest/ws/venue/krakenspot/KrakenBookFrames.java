package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.conformance.BookFrames;
import io.tickhouse.ingest.ws.conformance.ChannelBookFrames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The channel {@code book} of ten levels: levels that come into the window are told, levels that leave it by being pushed out
 * are not. Numbers are written with all decimals of the instrument.
 */
final class KrakenBookFrames implements ChannelBookFrames {
    private static final int PRICE_DECIMALS = 2;
    private static final int QUANTITY_DECIMALS = 5;

    @Override
    public int depth() {
        return 10;
    }

    @Override
    public byte[] image(Sides book) {
        return frame("snapshot", levels(best(book.bids().descendingMap())), levels(best(book.asks())), book);
    }

    @Override
    public Optional<byte[]> update(Sides before, Sides after) {
        String bids = changes(before.bids().descendingMap(), after.bids().descendingMap());
        String asks = changes(before.asks(), after.asks());
        return bids.equals("[]") && asks.equals("[]")
                ? Optional.empty()
                : Optional.of(frame("update", bids, asks, after));
    }

    private static byte[] frame(String type, String bids, String asks, Sides after) {
        return ("{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"" + BookFrames.SYMBOL
                        + "\",\"bids\":" + bids + ",\"asks\":" + asks + ",\"checksum\":" + checksum(after)
                        + ",\"timestamp\":\"2026-01-01T00:00:12.345678Z\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The documentation's steps to the letter, on texts. */
    static long checksum(Sides book) {
        String text = Stream.concat(
                        best(book.asks()).entrySet().stream(), best(book.bids().descendingMap()).entrySet().stream())
                .map(level -> digits(level.getKey(), PRICE_DECIMALS) + digits(level.getValue(), QUANTITY_DECIMALS))
                .collect(Collectors.joining());
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static String digits(BigDecimal number, int decimals) {
        return number.setScale(decimals).toPlainString().replace(".", "").replaceFirst("^0+", "");
    }

    private static SortedMap<BigDecimal, BigDecimal> best(SortedMap<BigDecimal, BigDecimal> side) {
        TreeMap<BigDecimal, BigDecimal> best = new TreeMap<>(side.comparator());
        List.copyOf(side.keySet()).stream().limit(10).forEach(price -> best.put(price, side.get(price)));
        return best;
    }

    private static String changes(
            SortedMap<BigDecimal, BigDecimal> wholeBefore, SortedMap<BigDecimal, BigDecimal> wholeAfter) {
        SortedMap<BigDecimal, BigDecimal> before = best(wholeBefore);
        SortedMap<BigDecimal, BigDecimal> after = best(wholeAfter);
        TreeMap<BigDecimal, BigDecimal> changes = new TreeMap<>(wholeBefore.comparator());
        before.keySet().stream()
                .filter(price -> !wholeAfter.containsKey(price))
                .forEach(price -> changes.put(price, BigDecimal.ZERO));
        after.forEach((price, quantity) -> {
            BigDecimal was = before.get(price);
            if (was == null || was.compareTo(quantity) != 0) {
                changes.put(price, quantity);
            }
        });
        return levels(changes);
    }

    private static String levels(Map<BigDecimal, BigDecimal> levels) {
        return levels.entrySet().stream()
                .map(level ->
                        "{\"price\":" + level.getKey().setScale(PRICE_DECIMALS).toPlainString() + ",\"qty\":"
                                + level.getValue().setScale(QUANTITY_DECIMALS).toPlainString() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}

package io.tickhouse.ingest.ws.conformance;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A frame written by hand from the venue's documentation, what is to become of it and what it says: {@code channel |
 * variant | action}, the frame, and a line beginning with {@code >} for every message or for the reason.
 */
record Golden(String channel, String variant, String action, String frame, List<String> expected) {
    private static final Pattern BLOCKS = Pattern.compile("\n\n+");
    private static final Pattern COLUMNS = Pattern.compile(" \\| ");

    /** When all golden frames are received. */
    static final Instant RECEIVED = Instant.parse("2026-03-01T00:00:00.000123Z");

    static List<Golden> of(String venue) {
        try (InputStream file = Golden.class.getResourceAsStream("/conformance/" + venue + ".txt")) {
            if (file == null) {
                throw new AssertionError("expected golden frames in conformance/" + venue + ".txt");
            }
            List<Golden> frames = new ArrayList<>();
            for (String block : BLOCKS.split(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip(), -1)) {
                List<String> lines = block.lines().toList();
                String[] head = COLUMNS.split(lines.getFirst(), -1);
                frames.add(new Golden(head[0], head[1], head[2], lines.get(1), lines.subList(2, lines.size())));
            }
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return frame.getBytes(StandardCharsets.UTF_8);
    }

    List<String> found(FrameDecoder decoder) {
        return switch (decoder.decode(bytes(), RECEIVED)) {
            case Decoded.Mapped(List<Message> messages) ->
                messages.stream().map(message -> "> " + shown(message)).toList();
            case Decoded.Ignored(String reason) -> List.of("> ignored: " + reason);
            case Decoded.Rejected(String cause) -> List.of("> rejected: " + cause);
        };
    }

    static String action(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Mapped _ -> "mapped";
            case Decoded.Ignored _ -> "ignored";
            case Decoded.Rejected _ -> "rejected";
        };
    }

    static String shown(Message message) {
        return switch (message) {
            case Message.Fact fact ->
                fact.type() + " " + fact.symbol()
                        + (fact.lastId() < 0 ? "" : " " + fact.firstId() + "-" + fact.lastId()) + " " + fact.value();
            case Message.Book(BookUpdate book) ->
                (book.image() ? "IMAGE " : "UPDATE ") + book.symbol() + " " + book.firstId() + "-" + book.lastId()
                        + " after " + book.previousId() + checksum(book) + " bids " + shown(book.bids()) + " asks "
                        + shown(book.asks())
                        + " event " + book.eventTime() + " published " + book.publishTime() + " received "
                        + book.receiveTime();
            case Message.Refused(String id, String symbol, String cause) ->
                "Refused[requestId=" + id + (symbol.isEmpty() ? "" : ", symbol=" + symbol) + ", cause=" + cause + "]";
            case Message.Acknowledged _, Message.Leaving _, Message.Decimals _, Message.Condition _ ->
                message.toString();
        };
    }

    private static String checksum(BookUpdate book) {
        return book.checksum() == Message.NONE ? "" : " checksum " + book.checksum();
    }

    private static String shown(Levels levels) {
        return IntStream.range(0, levels.size())
                .mapToObj(i -> plain(levels.quantities()[i], levels.quantityScale()) + "@"
                        + plain(levels.prices()[i], levels.priceScale()))
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static String plain(long number, int scale) {
        return BigDecimal.valueOf(number, scale).stripTrailingZeros().toPlainString();
    }

    /** Where a parameterised test names it. */
    @Override
    public String toString() {
        return channel + ": " + variant;
    }

    /** The rows of a reference page's table that has these columns first: channel, variant, action. */
    static List<List<String>> table(String page) {
        return page.lines()
                .dropWhile(line -> !line.startsWith("| channel | variant | action |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .limit(3)
                        .toList())
                .toList();
    }
}

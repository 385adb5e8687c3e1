package io.tickhouse.ingest.ws.venue.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.book.BookKeeper;
import io.tickhouse.ingest.ws.book.BookOutcome;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.LevelsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded books against the checksums that the venue sent with them. */
class RecordedChecksumTest {
    private static final Path FIXTURES = Path.of(System.getProperty("tickhouse.root", ".."))
            .resolve("../shared/fixtures/kraken")
            .normalize();
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    private static Path file(String name) {
        Path path = FIXTURES.resolve(name);
        assumeTrue(Files.exists(path), "no recording at " + path);
        return path;
    }

    @Test
    void everyChecksumOfARecordingOfVersion1Matches() throws IOException {
        Map<String, BookKeeper> books = new HashMap<>();
        List<BookOutcome> outcomes = new ArrayList<>();
        int images = 0;
        int checksums = 0;
        for (String line : Files.readAllLines(file("long/cryptofeed_KRAKEN_v1_book1000.ws.50.0.txt"))) {
            int begin = line.indexOf(": [");
            if (begin > 0) {
                BookUpdate update = version1(Json.tree(line.substring(begin + 2).getBytes(StandardCharsets.UTF_8)));
                images += update.image() ? 1 : 0;
                checksums += update.checksum() == Message.NONE ? 0 : 1;
                outcomes.add(books.computeIfAbsent(update.symbol(), symbol -> new BookKeeper(new BookSequence(1_000)))
                        .update(update));
            }
        }
        assertThat(images).isEqualTo(10);
        assertThat(checksums).isEqualTo(4_269);
        assertThat(outcomes)
                .hasSize(4_279)
                .allMatch(outcome -> outcome instanceof BookOutcome.Applied || outcome instanceof BookOutcome.Synced);
        assertThat(books)
                .hasSize(10)
                .allSatisfy((symbol, keeper) -> assertThat(keeper.isSynced()).isTrue());
    }

    /** {@code [id, {"as":[…],"bs":[…]}, "book-1000", pair]} or one or two objects of {@code "a" "b" "c"}. */
    private static BookUpdate version1(JsonNode frame) {
        LevelsBuilder bids = new LevelsBuilder(true);
        LevelsBuilder asks = new LevelsBuilder(true);
        boolean image = false;
        long checksum = Message.NONE;
        for (JsonNode part : frame) {
            image |= part.has("as");
            part.path("as").forEach(level -> add(asks, level));
            part.path("a").forEach(level -> add(asks, level));
            part.path("bs").forEach(level -> add(bids, level));
            part.path("b").forEach(level -> add(bids, level));
            checksum = part.has("c") ? Long.parseLong(part.get("c").asText()) : checksum;
        }
        return new BookUpdate(
                frame.get(frame.size() - 1).asText(),
                image,
                Message.NONE,
                Message.NONE,
                Message.NONE,
                checksum,
                bids.build(),
                asks.build(),
                null,
                null,
                NOW);
    }

    private static void add(LevelsBuilder levels, JsonNode level) {
        byte[] price = level.get(0).asText().getBytes(StandardCharsets.US_ASCII);
        byte[] quantity = level.get(1).asText().getBytes(StandardCharsets.US_ASCII);
        levels.price(price, 0, price.length);
        levels.quantity(quantity, 0, quantity.length);
    }

    @Test
    void theDocumentedBookOfVersion2MatchesThoughItsZerosAreDropped() throws IOException {
        BookUpdate image = version2(file("jkorf/ws_Spot_AggBook.jsonl"));
        assertThat(new BookKeeper(new BookSequence(10)).update(image)).isInstanceOf(BookOutcome.Synced.class);
        Levels bids = image.bids();
        assertThat(bids.priceScale()).isEqualTo(4);
        assertThat(bids.quantityScale()).isEqualTo(8);
    }

    /** Samples of client libraries whose books were made up around a checksum of another one. */
    @ParameterizedTest
    @CsvSource({"nautilus/ws_book_snapshot.json, 2439117997", "tardis/spot_v2.jsonl, 123456"})
    void booksMadeUpForSamplesDoNotMatchTheirChecksums(String name, long checksum) throws IOException {
        BookUpdate image = version2(file(name));
        assertThat(image.checksum()).isEqualTo(checksum);
        assertThat(new BookKeeper(new BookSequence(10)).update(image)).isInstanceOf(BookOutcome.Broken.class);
    }

    /** The first image of a book in a file of one frame, or of one a line. */
    private static BookUpdate version2(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> frames =
                text.startsWith("{\n") ? List.of(text) : text.lines().toList();
        Frames decoder = new Frames();
        for (String frame : frames) {
            if (decoder.decode(frame.getBytes(StandardCharsets.UTF_8), NOW)
                            instanceof Decoded.Mapped(List<Message> messages)
                    && messages.getFirst() instanceof Message.Book(BookUpdate update)
                    && update.image()) {
                return update;
            }
        }
        throw new AssertionError("expected an image of a book in " + file);
    }
}

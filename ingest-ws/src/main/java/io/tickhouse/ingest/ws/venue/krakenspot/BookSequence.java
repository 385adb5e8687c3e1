package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import io.tickhouse.ingest.ws.venue.BookView;
import io.tickhouse.ingest.ws.venue.Message;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Updates carry no ids: what follows what is told by the checksum alone, which covers the ten best levels of either side
 * after an update (docs.kraken.com, "Book checksum (v2)"). Levels that leave the depth subscribed to are not told to go.
 */
final class BookSequence implements BookRule {
    private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};
    private static final int CHECKED = 10;
    /** Digits of a long. */
    private static final int LONGEST = 19;

    private final int depth;

    /** @param depth as subscribed to */
    BookSequence(int depth) {
        this.depth = depth;
    }

    /** The depth of the channel that holds so many levels a side, as far as the venue goes. */
    static int depth(int levels) {
        return Arrays.stream(DEPTHS)
                .filter(candidate -> candidate >= levels)
                .findFirst()
                .orElse(DEPTHS[DEPTHS.length - 1]);
    }

    @Override
    public Origin origin() {
        return Origin.CHANNEL;
    }

    @Override
    public Verdict judge(long bookId, BookUpdate update) {
        return Verdict.NEXT;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public Optional<String> verify(BookView book, BookUpdate update) {
        if (update.checksum() == Message.NONE) {
            return Optional.empty();
        }
        long found = checksum(book);
        return found == update.checksum()
                ? Optional.empty()
                : Optional.of("expected the checksum " + update.checksum() + ", found " + found + " with "
                        + book.priceScale() + " and " + book.quantityScale() + " decimals");
    }

    /**
     * CRC32 over price and quantity of the ten best asks and then bids, best first, each without its point and without zeros
     * before its first digit; 0 to 4294967295. The text is written from its end.
     */
    private static long checksum(BookView book) {
        byte[] text = new byte[4 * CHECKED * LONGEST];
        int at = text.length;
        for (int i = Math.min(CHECKED, book.bids()) - 1; i >= 0; i--) {
            at = before(at, text, book.bidQuantity(i));
            at = before(at, text, book.bidPrice(i));
        }
        for (int i = Math.min(CHECKED, book.asks()) - 1; i >= 0; i--) {
            at = before(at, text, book.askQuantity(i));
            at = before(at, text, book.askPrice(i));
        }
        CRC32 crc = new CRC32();
        crc.update(text, at, text.length - at);
        return crc.getValue();
    }

    /** An integer at the instrument's decimals is its own text without the point. Returns where it begins. */
    private static int before(int end, byte[] text, long number) {
        int at = end;
        for (long left = number; left > 0; left /= 10) {
            text[--at] = (byte) ('0' + left % 10);
        }
        return at;
    }
}

package io.tickhouse.ingest.ws.venue.binancespot;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookUpdate;

/**
 * Every update carries the ids {@code U} to {@code u} and continues a book at {@code id} when {@code U <= id + 1 <= u}
 * (web-socket-streams.md, "How to manage a local order book correctly"). Two connections may cut the same ids into
 * different events; levels are absolute, so an overlapping one continues the book as well.
 */
final class BookSequence implements BookRule {
    @Override
    public Origin origin() {
        return Origin.REST;
    }

    @Override
    public Verdict judge(long bookId, BookUpdate update) {
        if (update.lastId() <= bookId) {
            return Verdict.REPEATED;
        }
        return update.firstId() <= bookId + 1 ? Verdict.NEXT : Verdict.GAP;
    }
}

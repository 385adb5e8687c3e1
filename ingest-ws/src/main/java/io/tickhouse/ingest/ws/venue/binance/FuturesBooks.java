package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookUpdate;

/**
 * Every update names in {@code pu} the last id of the one before; ids in between belong to other symbols, so {@code U}
 * tells nothing of continuity. The first after a REST image has to hold its id: {@code U <= id <= u}, or {@code pu == id},
 * which is seen as well ("How to manage a local order book correctly", of either product). Two connections may cut the same
 * ids into different events: one that begins at or before the book and ends behind it holds all that is missing, as levels
 * are absolute.
 */
public final class FuturesBooks implements BookRule {
    @Override
    public Origin origin() {
        return Origin.REST;
    }

    @Override
    public Verdict judge(long bookId, BookUpdate update) {
        if (update.lastId() <= bookId) {
            return Verdict.REPEATED;
        }
        return update.previousId() <= bookId ? Verdict.NEXT : Verdict.GAP;
    }

    @Override
    public Verdict judgeFirst(long imageId, BookUpdate update) {
        if (update.lastId() < imageId) {
            return Verdict.REPEATED;
        }
        return update.firstId() <= imageId || update.previousId() <= imageId ? Verdict.NEXT : Verdict.GAP;
    }
}

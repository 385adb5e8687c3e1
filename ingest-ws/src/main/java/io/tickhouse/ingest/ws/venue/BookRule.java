package io.tickhouse.ingest.ws.venue;

import java.util.Optional;

/** How updates of a venue's order books follow one another, and where a book begins. Pure. */
public interface BookRule {
    /** What an update is to a book. */
    enum Verdict {
        /** It continues the book. */
        NEXT,
        /** The book has it already. */
        REPEATED,
        /** Something between the book and it is missing. */
        GAP
    }

    /** Where the first image of a book comes from. */
    enum Origin {
        /** A REST request beside the running updates, which then have to bracket it. */
        REST,
        /** The channel itself after subscribing; a broken book is mended by subscribing anew. */
        CHANNEL
    }

    Origin origin();

    /**
     * What an update is to a book that was complete at {@code bookId}.
     *
     * @param bookId update id the book stands at, or {@link Message#NONE}
     */
    Verdict judge(long bookId, BookUpdate update);

    /**
     * What an update is to an image that came by REST and has had no update yet; {@link Verdict#NEXT} brackets it. Some
     * venues have a rule of their own for this first step.
     */
    default Verdict judgeFirst(long imageId, BookUpdate update) {
        return judge(imageId, update);
    }

    /** True where best bid and best ask may meet, as in auctions; elsewhere a crossed book is a broken one. */
    default boolean mayCross() {
        return false;
    }

    /** Levels a side the channel keeps; books are cut to it after every update. 0 where it keeps all. */
    default int depth() {
        return 0;
    }

    /**
     * Checks a book against the checksum of its last update.
     *
     * @return what is wrong; empty when it matches or there is none
     */
    default Optional<String> verify(BookView book, BookUpdate update) {
        return Optional.empty();
    }
}

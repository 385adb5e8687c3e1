package io.tickhouse.ingest.ws.book;

import io.tickhouse.ingest.ws.venue.BookUpdate;
import java.util.List;
import java.util.Optional;

/** What became of an update or an image. */
public sealed interface BookOutcome {
    /** The book has taken it. */
    record Applied() implements BookOutcome {}

    /** The book had it already. */
    record Repeated() implements BookOutcome {}

    /** It waits for an image, or the image for it. */
    record Waiting() implements BookOutcome {}

    /** The book ends here; an image is needed. What was good before stays to be looked at. */
    record Broken(String cause) implements BookOutcome {}

    /** The image does not fit the updates that wait; another one is needed. */
    record Unfit(String cause) implements BookOutcome {}

    /**
     * A new book stands, bracketed by its updates.
     *
     * @param difference to the book that was in use until now, where that one was thought good: it had drifted
     * @param beginning what makes the book, in order: the image that was asked for and the updates applied to it so far; empty
     *     where the channel's own image, just taken, is the whole book
     */
    record Synced(Optional<String> difference, List<BookUpdate> beginning) implements BookOutcome {}
}

package io.tickhouse.ingest.ws.book;

import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.BookRule.Verdict;
import io.tickhouse.ingest.ws.venue.BookUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one symbol's book right by its venue's rule. Updates that cannot be applied wait for an image; once the image is
 * bracketed by them the new book takes the old one's place, which until then stays as it was last known to be good. An
 * audit goes the same way while the book runs on: image, bracket, compare, replace.
 */
public final class BookKeeper {
    /** Updates that wait at most; more than that in the time of a request means that no image comes. */
    static final int MOST_WAITING = 20_000;

    private final BookRule rule;
    private @Nullable OrderBook book;
    private boolean synced;
    /** Updates since an image was asked for; null while none is. */
    private @Nullable Deque<BookUpdate> waiting = new ArrayDeque<>();

    private @Nullable OrderBook candidate;
    /** The candidate's image and what was applied to it. */
    private final List<BookUpdate> beginning = new ArrayList<>();

    private boolean bracketed;
    private int priceScale;
    private int quantityScale;

    public BookKeeper(BookRule rule) {
        this.rule = rule;
    }

    /** The book as last known to be good; before the first, an image that is not bracketed yet; null before that. */
    public @Nullable OrderBook book() {
        return book == null ? candidate : book;
    }

    /** True while {@link #book} is bracketed and unbroken. */
    public boolean isSynced() {
        return synced;
    }

    /** True while updates are kept for an image. */
    public boolean awaitsImage() {
        return waiting != null && candidate == null;
    }

    /** Keeps updates from now on for an image that will be compared with the running book. */
    public void beginAudit() {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
    }

    /** What comes next does not continue the book, which stays as it was last known to be good. */
    public void breakOff() {
        synced = false;
        candidate = null;
        bracketed = false;
        waiting = new ArrayDeque<>();
    }

    /** The venue has told how finely the book is written: so are the running book and images to come read. */
    public void decimals(int leastPriceScale, int leastQuantityScale) {
        priceScale = leastPriceScale;
        quantityScale = leastQuantityScale;
        OrderBook current = book;
        if (current != null) {
            try {
                current.refine(priceScale, quantityScale);
            } catch (ArithmeticException e) {
                book = null;
                breakOff();
            }
        }
    }

    /** Takes what the channel says. */
    public BookOutcome update(BookUpdate update) {
        if (update.image()) {
            return replace(update);
        }
        if (!synced && rule.origin() == BookRule.Origin.CHANNEL) {
            return new BookOutcome.Waiting(); // the image to come holds it
        }
        BookOutcome outcome = synced ? advance(update) : new BookOutcome.Waiting();
        if (outcome instanceof BookOutcome.Broken) {
            breakOff();
        }
        Deque<BookUpdate> queue = waiting;
        if (queue == null) {
            return outcome;
        }
        return outcome instanceof BookOutcome.Broken ? keepFirst(queue, update, outcome) : keep(queue, update, outcome);
    }

    private static BookOutcome keepFirst(Deque<BookUpdate> queue, BookUpdate update, BookOutcome outcome) {
        queue.add(update);
        return outcome;
    }

    private BookOutcome keep(Deque<BookUpdate> queue, BookUpdate update, BookOutcome outcome) {
        BookUpdate before = queue.peekLast();
        if (before != null) {
            Verdict verdict = rule.judge(before.lastId(), update);
            if (verdict == Verdict.REPEATED) {
                return new BookOutcome.Repeated();
            }
            if (verdict == Verdict.GAP || queue.size() >= MOST_WAITING) {
                breakOff();
                return keepFirst(
                        waiting == null ? queue : waiting,
                        update,
                        new BookOutcome.Broken(
                                verdict == Verdict.GAP
                                        ? gap(before.lastId(), update) + " while waiting for an image"
                                        : "no image came while " + MOST_WAITING + " updates waited"));
            }
        }
        queue.add(update);
        if (candidate == null) {
            return outcome;
        }
        BookOutcome settled = settle(candidate, queue);
        return settled instanceof BookOutcome.Waiting ? outcome : settled;
    }

    /** Takes an image that was asked for. */
    public BookOutcome image(BookUpdate image, int depth) {
        Deque<BookUpdate> queue = waiting;
        if (queue == null) {
            return new BookOutcome.Repeated();
        }
        bracketed = false;
        try {
            OrderBook fresh = new OrderBook(image, depth);
            if (fresh.isCrossed() && !rule.mayCross()) {
                return new BookOutcome.Unfit("the image is crossed");
            }
            candidate = fresh;
            beginning.clear();
            beginning.add(image);
            return settle(fresh, queue);
        } catch (ArithmeticException e) {
            return new BookOutcome.Unfit("the image does not fit: " + e.getMessage());
        }
    }

    private BookOutcome settle(OrderBook fresh, Deque<BookUpdate> queue) {
        long imageId = fresh.id();
        while (!queue.isEmpty()) {
            BookUpdate next = queue.element();
            Verdict verdict = bracketed ? rule.judge(fresh.id(), next) : rule.judgeFirst(fresh.id(), next);
            if (verdict == Verdict.GAP) {
                candidate = null;
                bracketed = false;
                return new BookOutcome.Unfit(
                        "the image ends at " + imageId + ", the updates begin behind it: " + gap(fresh.id(), next));
            }
            if (verdict == Verdict.NEXT) {
                try {
                    fresh.apply(next);
                    beginning.add(next);
                } catch (ArithmeticException e) {
                    candidate = null;
                    return new BookOutcome.Unfit("an update does not fit: " + e.getMessage());
                }
            }
            bracketed |= verdict == Verdict.NEXT || next.lastId() == imageId;
            // the last one stays, to tell whether what comes next continues it
            if (queue.size() == 1) {
                break;
            }
            queue.remove();
        }
        return bracketed ? install(fresh) : new BookOutcome.Waiting();
    }

    private BookOutcome install(OrderBook fresh) {
        OrderBook old = book;
        Optional<String> difference =
                synced && old != null && old.id() == fresh.id() ? old.difference(fresh) : Optional.empty();
        candidate = null;
        bracketed = false;
        if (fresh.isCrossed() && !rule.mayCross()) {
            breakOff();
            return new BookOutcome.Broken("crossed at " + fresh.id());
        }
        book = fresh;
        synced = true;
        waiting = null;
        return new BookOutcome.Synced(difference, List.copyOf(beginning));
    }

    private BookOutcome advance(BookUpdate update) {
        OrderBook current = book;
        if (current == null) {
            return new BookOutcome.Broken("no book");
        }
        Verdict verdict = rule.judge(current.id(), update);
        if (verdict == Verdict.REPEATED) {
            return new BookOutcome.Repeated();
        }
        if (verdict == Verdict.GAP) {
            return new BookOutcome.Broken(gap(current.id(), update));
        }
        try {
            current.apply(update);
        } catch (ArithmeticException e) {
            return new BookOutcome.Broken("an update does not fit: " + e.getMessage());
        }
        return verified(current, update)
                .<BookOutcome>map(BookOutcome.Broken::new)
                .orElseGet(BookOutcome.Applied::new);
    }

    private BookOutcome replace(BookUpdate image) {
        try {
            OrderBook fresh = new OrderBook(image, rule.depth());
            fresh.refine(priceScale, quantityScale);
            Optional<String> wrong = verified(fresh, image);
            if (wrong.isPresent()) {
                breakOff();
                return new BookOutcome.Broken(wrong.get());
            }
            book = fresh;
        } catch (ArithmeticException e) {
            breakOff();
            return new BookOutcome.Broken("an image does not fit: " + e.getMessage());
        }
        synced = true;
        waiting = null;
        candidate = null;
        return new BookOutcome.Synced(Optional.empty(), List.of());
    }

    private Optional<String> verified(OrderBook current, BookUpdate update) {
        if (rule.depth() > 0) {
            current.cut(rule.depth());
        }
        if (current.isCrossed() && !rule.mayCross()) {
            return Optional.of("crossed" + (current.id() < 0 ? "" : " at " + current.id()));
        }
        return rule.verify(current, update);
    }

    private static String gap(long id, BookUpdate update) {
        return "expected an update that continues " + id + ", found " + update.firstId() + " to " + update.lastId()
                + (update.previousId() < 0 ? "" : " after " + update.previousId());
    }
}

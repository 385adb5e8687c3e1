package io.tickhouse.ingest.ws.capture;

import io.tickhouse.ingest.ws.sequence.IdSequence;
import io.tickhouse.ingest.ws.sequence.RecentIds;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One type of one symbol: its state, its ids and its counts. */
final class Feed {
    private static final int REMEMBERED_IDS = 10_000;
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);
    /** So many repetitions in a row, and nothing new for so long, are none: the venue has begun its ids anew. */
    private static final int BEGUN_ANEW = 1_000;

    private static final long BEGUN_ANEW_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long ANSWER_NANOS = Duration.ofSeconds(5).toNanos();

    private static final Step REPEATED = new Step.Repeated();
    private static final Step NEXT = new Step.Next();

    final DataType type;
    final String symbol;
    /** Key of all its records. */
    final String key;

    IdSequence ids = new IdSequence();
    private final RecentIds recent = new RecentIds(REMEMBERED_IDS);

    FeedState state = FeedState.UNKNOWN;
    String link = "";
    String whyDisconnected = "";
    /** The link on which the venue refused its channel. */
    String refusedOn = "";

    long lastData;
    private long patience;
    private boolean renewed;
    private long lastRenewal;
    private final long firstPatience;
    private int repeatedInARow;
    private long lastNew;
    private long lastTicker = -1;
    long received;
    long published;
    long repeated;
    /** Ids that were passed over when they were due, whether they came later or not. */
    long passedOver;

    long resyncs;
    final PendingLoss loss = new PendingLoss();

    /** @param key {@code venue:symbol} */
    Feed(DataType type, String symbol, String key, Duration stale) {
        this.type = type;
        this.symbol = symbol;
        this.key = key;
        this.firstPatience = stale.toNanos();
        this.patience = firstPatience;
    }

    /** What a record that was read at that time means after those before it. */
    Step observe(Message.Fact fact, long nanos) {
        if (fact.lastId() != Message.NONE) {
            return observeIds(fact, nanos);
        }
        if (fact.value() instanceof BookTicker ticker && ticker.getSequence() != null) {
            // ids of a book go up with holes; what is not above the last was told by another link already
            boolean repeats = ticker.getSequence() <= lastTicker;
            lastTicker = Math.max(lastTicker, ticker.getSequence());
            return repeats ? REPEATED : NEXT;
        }
        // ids that only identify: some venues tell their latest trades again after every subscribing
        return fact.value() instanceof Trade trade ? recent.observe(trade.getTradeId()) : NEXT;
    }

    private Step observeIds(Message.Fact fact, long nanos) {
        Step step = ids.observe(fact.firstId(), fact.lastId());
        if (!(step instanceof Step.Repeated)) {
            repeatedInARow = 0;
            lastNew = nanos;
            return step;
        }
        if (isHistory(fact)) {
            return step; // told again after every subscribing
        }
        repeatedInARow++;
        if (repeatedInARow < BEGUN_ANEW || nanos - lastNew < BEGUN_ANEW_NANOS) {
            return step;
        }
        ids = new IdSequence();
        repeatedInARow = 0;
        return ids.observe(fact.firstId(), fact.lastId());
    }

    private static boolean isHistory(Message.Fact fact) {
        return fact.value() instanceof Trade trade && trade.getSource() == Source.BACKFILL;
    }

    /** The venue may have begun its ids anew while it was away. */
    void forgetTickers() {
        lastTicker = -1;
    }

    /** Last id seen; null where ids are not contiguous. */
    @Nullable
    Long lastSequence() {
        return ids.highest() < 0 ? null : ids.highest();
    }

    /** Something came. Right after a renewal it may be what the venue tells whoever subscribes, in a quiet market too. */
    void hasData(long nanos) {
        lastData = nanos;
        if (!renewed || nanos - lastRenewal > ANSWER_NANOS) {
            patience = firstPatience;
        }
    }

    boolean isSilent(long now) {
        return now - lastData > patience;
    }

    /** After each renewal in vain it takes twice as long until the next: the market may be quiet. */
    void waitLonger(long now) {
        renewed = true;
        lastRenewal = now;
        patience = Math.min(2 * patience, Math.max(firstPatience, LONGEST_PATIENCE.toNanos()));
        lastData = now;
    }
}

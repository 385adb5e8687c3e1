package io.tickhouse.streams.gaps;

import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapEvent;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.coverage.Hole;
import java.util.Optional;
import java.util.function.Consumer;

/** All that is missing of one instrument but its klines, decided by what the lanes and the captures say. */
public final class SymbolGaps {
    private final String key;
    private final IdGaps ids;
    private final FeedGaps feeds;
    private boolean modified;

    SymbolGaps(String key, IdGaps ids, FeedGaps feeds) {
        this.key = key;
        this.ids = ids;
        this.feeds = feeds;
    }

    /** An instrument not seen before; its key is {@code venue:symbol}. */
    public static SymbolGaps begin(String key) {
        return new SymbolGaps(key, new IdGaps(FeedGaps.TRADES, null), new FeedGaps());
    }

    /**
     * Takes a fact of the lanes.
     *
     * @param now milliseconds since 1970-01-01T00:00:00Z
     */
    public void fact(Fact fact, long now, Consumer<GapEvent> events) {
        modified = true;
        GapWriter out = new GapWriter(key, events);
        switch (fact) {
            case Fact.Covered(Fact.Lane lane, long first, long last) -> {
                ids.covered(lane, first, last, out, now);
                feeds.covered(first, last, out, now);
            }
            case Fact.Missing(Fact.Lane lane, Hole hole) -> missing(lane, hole, out, now);
            case Fact.Found(Fact.Lane lane, long id) -> ids.found(lane, id, out, now);
            case Fact.Proven proven -> proven(proven, out, now);
        }
    }

    private void missing(Fact.Lane lane, Hole hole, GapWriter out, long now) {
        boolean explained = hole.explanation() != null;
        Optional<Outage> outage =
                lane == Fact.Lane.LIVE && !explained ? feeds.claim(hole.from(), hole.to()) : Optional.empty();
        String cause = lane == Fact.Lane.HISTORY || explained
                ? "MISSING_IDS"
                : outage.map(Outage::cause).orElseGet(() -> feeds.cause(hole.from(), hole.to()));
        ids.missing(lane, hole, cause, outage.orElse(null), out, now);
    }

    private void proven(Fact.Proven proven, GapWriter out, long now) {
        Long first = proven.proof().first();
        Long last = proven.proof().last();
        if (proven.dataType().equals(FeedGaps.TRADES) && first != null && last != null) {
            ids.proven(first, last, out, now);
        }
        feeds.proven(proven.dataType(), proven.proof().from(), proven.proof().to(), out, now);
    }

    /** Takes what a capture says of one of the instrument's feeds. */
    public void status(FeedStatus status, long now, Consumer<GapEvent> events) {
        modified = true;
        feeds.status(status, new GapWriter(key, events), now);
    }

    /** Tells of repairs that have stopped. */
    public void tick(long now, Consumer<GapEvent> events) {
        modified |= ids.tellPaused(new GapWriter(key, events), now);
    }

    /**
     * Takes captures that have not said for so long that they are live for ended.
     *
     * @param patienceMillis how long
     * @param now milliseconds since 1970-01-01T00:00:00Z; nothing that was said before it waits to be read
     */
    public void missWords(long patienceMillis, long now, Consumer<GapEvent> events) {
        modified |= feeds.missWords(patienceMillis * 1_000, new GapWriter(key, events), now);
    }

    /** True when it changed since it was last asked. */
    boolean takeModified() {
        boolean was = modified;
        modified = false;
        return was;
    }

    String key() {
        return key;
    }

    IdGaps ids() {
        return ids;
    }

    FeedGaps feeds() {
        return feeds;
    }
}

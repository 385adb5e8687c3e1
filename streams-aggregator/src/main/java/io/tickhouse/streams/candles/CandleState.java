package io.tickhouse.streams.candles;

import io.tickhouse.streams.coverage.CoveredRanges;
import io.tickhouse.streams.coverage.HarmlessHoles;
import io.tickhouse.streams.coverage.Run;
import io.tickhouse.streams.coverage.SeenIds;
import io.tickhouse.streams.store.ByteStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** What is kept of the instruments of a task beyond the heap, each part under a key of its own. Keys are {@code venue:symbol}. */
public final class CandleState {
    private static final byte[] NOTHING = new byte[0];
    private static final int RUN_BYTES = 4 * Long.BYTES + 1;

    private final ByteStore store;

    public CandleState(ByteStore store) {
        this.store = store;
    }

    /** The instruments that are kept. */
    List<SymbolRecord> symbols() {
        List<SymbolRecord> symbols = new ArrayList<>();
        store.scan(
                StateKeys.first(StateKeys.SYMBOL),
                StateKeys.end(StateKeys.SYMBOL),
                (key, value) -> symbols.add(SymbolRecord.decode(value)));
        return symbols;
    }

    void put(SymbolRecord symbol) {
        store.put(StateKeys.symbol(symbol.key()), symbol.encode());
    }

    Optional<SeriesRecord> series(String key, CandleInterval interval) {
        return Optional.ofNullable(store.get(StateKeys.series(key, interval))).map(SeriesRecord::decode);
    }

    void put(String key, CandleInterval interval, SeriesRecord series) {
        store.put(StateKeys.series(key, interval), series.encode());
    }

    Optional<CandleBuilder> find(String key, CandleInterval interval, long openTime) {
        return Optional.ofNullable(store.get(StateKeys.candle(key, interval, openTime)))
                .map(CandleCodec::decode);
    }

    void put(String key, CandleInterval interval, CandleBuilder candle) {
        store.put(StateKeys.candle(key, interval, candle.openTime), CandleCodec.encode(candle));
    }

    /** Open times of the kept candles that open in the span, its end excluded. */
    List<Long> openTimes(String key, CandleInterval interval, long from, long to) {
        List<Long> found = new ArrayList<>();
        store.scan(
                StateKeys.candle(key, interval, from),
                StateKeys.candle(key, interval, to),
                (at, value) -> found.add(StateKeys.number(at)));
        return found;
    }

    /** Lets go of the candles that open in the span, its end excluded. */
    void drop(String key, CandleInterval interval, long from, long to) {
        List<Bytes> dropped = new ArrayList<>();
        store.scan(
                StateKeys.candle(key, interval, from),
                StateKeys.candle(key, interval, to),
                (at, value) -> dropped.add(at));
        dropped.forEach(store::delete);
    }

    CoveredRanges ranges(String key, HarmlessHoles rule) {
        List<Run> runs = new ArrayList<>();
        store.scan(StateKeys.first(StateKeys.RUN, key), StateKeys.end(StateKeys.RUN, key), (at, value) -> {
            ByteBuffer in = ByteBuffer.wrap(value);
            runs.add(new Run(
                    StateKeys.number(at), in.getLong(), in.getLong(), in.getLong(), in.get() != 0, in.getLong()));
        });
        List<Long> harmless = new ArrayList<>();
        store.scan(
                StateKeys.first(StateKeys.HARMLESS, key),
                StateKeys.end(StateKeys.HARMLESS, key),
                (at, value) -> harmless.add(StateKeys.number(at)));
        return new CoveredRanges(rule, runs, harmless);
    }

    void save(String key, CoveredRanges ranges) {
        ranges.save(
                run -> store.put(StateKeys.numbered(StateKeys.RUN, key, run.first()), encode(run)),
                first -> store.delete(StateKeys.numbered(StateKeys.RUN, key, first)),
                id -> store.put(StateKeys.numbered(StateKeys.HARMLESS, key, id), NOTHING),
                id -> store.delete(StateKeys.numbered(StateKeys.HARMLESS, key, id)));
    }

    private static byte[] encode(Run run) {
        return ByteBuffer.allocate(RUN_BYTES)
                .putLong(run.last())
                .putLong(run.earliest())
                .putLong(run.latest())
                .put((byte) (run.told() ? 1 : 0))
                .putLong(run.since())
                .array();
    }

    SeenIds ids(String key, int limit, long added) {
        SeenIds ids = new SeenIds(limit, added);
        if (added > 0) {
            store.scan(StateKeys.first(StateKeys.IDS, key), StateKeys.end(StateKeys.IDS, key), (at, value) -> {
                long[] prints = new long[value.length / Long.BYTES];
                ByteBuffer.wrap(value).asLongBuffer().get(prints);
                ids.restore((int) StateKeys.number(at), prints);
            });
        }
        return ids;
    }

    void save(String key, SeenIds ids) {
        ids.save((chunk, prints) -> {
            ByteBuffer out = ByteBuffer.allocate(prints.length * Long.BYTES);
            out.asLongBuffer().put(prints);
            store.put(StateKeys.numbered(StateKeys.IDS, key, chunk), out.array());
        });
    }
}

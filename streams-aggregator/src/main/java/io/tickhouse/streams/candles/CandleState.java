package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.util.List;
import java.util.Optional;

/** Where the candles of all instruments of a task are kept beyond the heap. Keys are {@code venue:symbol}. */
public interface CandleState {
    /** Everything kept about instruments, without their candles. */
    List<SymbolRecord> symbols();

    /** The candle, if it is kept. */
    Optional<CandleBuilder> find(String key, Interval interval, long openTime);

    void put(String key, Interval interval, CandleBuilder candle);

    /** Lets go of the candles that open in the span, its end excluded. */
    void drop(String key, Interval interval, long from, long to);

    void put(String key, SymbolRecord symbol);

    /** One remembered id of a venue whose ids are not contiguous. */
    void putId(String key, int slot, String id);

    /** The remembered ids by slot. */
    void ids(String key, IdVisitor visitor);

    /** Takes a remembered id. */
    interface IdVisitor {
        void id(int slot, String id);
    }
}

package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Candle state in a key-value store of bytes. */
final class KeyValueCandleState implements CandleState {
    private final KeyValueStore<Bytes, byte[]> store;

    KeyValueCandleState(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public List<SymbolRecord> symbols() {
        List<SymbolRecord> symbols = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(StateKeys.first(StateKeys.SYMBOL), StateKeys.end(StateKeys.SYMBOL))) {
            all.forEachRemaining(entry -> symbols.add(SymbolCodec.decode(entry.value)));
        }
        return symbols;
    }

    @Override
    public Optional<CandleBuilder> find(String key, Interval interval, long openTime) {
        return Optional.ofNullable(store.get(StateKeys.candle(key, interval, openTime)))
                .map(CandleCodec::decode);
    }

    @Override
    public void put(String key, Interval interval, CandleBuilder candle) {
        store.put(StateKeys.candle(key, interval, candle.openTime), CandleCodec.encode(candle));
    }

    @Override
    public void drop(String key, Interval interval, long from, long to) {
        List<Bytes> dropped = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> behind =
                store.range(StateKeys.candle(key, interval, from), StateKeys.candle(key, interval, to - 1))) {
            behind.forEachRemaining(entry -> dropped.add(entry.key));
        }
        dropped.forEach(store::delete);
    }

    @Override
    public void put(String key, SymbolRecord symbol) {
        store.put(StateKeys.symbol(key), SymbolCodec.encode(symbol));
    }

    @Override
    public void putId(String key, int slot, String id) {
        store.put(StateKeys.id(key, slot), id.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void ids(String key, IdVisitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(StateKeys.id(key, 0), StateKeys.id(key, Integer.MAX_VALUE))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                visitor.id(StateKeys.slot(entry.key), new String(entry.value, StandardCharsets.UTF_8));
            }
        }
    }
}

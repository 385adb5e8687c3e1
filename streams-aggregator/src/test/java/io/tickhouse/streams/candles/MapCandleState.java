package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Candle state in a sorted map, in the bytes of the real one. */
final class MapCandleState implements CandleState {
    final TreeMap<Bytes, byte[]> bytes = new TreeMap<>();

    @Override
    public List<SymbolRecord> symbols() {
        return bytes.subMap(StateKeys.first(StateKeys.SYMBOL), StateKeys.end(StateKeys.SYMBOL)).values().stream()
                .map(SymbolCodec::decode)
                .toList();
    }

    @Override
    public Optional<CandleBuilder> find(String key, Interval interval, long openTime) {
        byte @Nullable [] found = bytes.get(StateKeys.candle(key, interval, openTime));
        return Optional.ofNullable(found).map(CandleCodec::decode);
    }

    @Override
    public void put(String key, Interval interval, CandleBuilder candle) {
        bytes.put(StateKeys.candle(key, interval, candle.openTime), CandleCodec.encode(candle));
    }

    @Override
    public void drop(String key, Interval interval, long from, long to) {
        bytes.subMap(StateKeys.candle(key, interval, from), StateKeys.candle(key, interval, to))
                .clear();
    }

    @Override
    public void put(String key, SymbolRecord symbol) {
        bytes.put(StateKeys.symbol(key), SymbolCodec.encode(symbol));
    }

    @Override
    public void putId(String key, int slot, String id) {
        bytes.put(StateKeys.id(key, slot), id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void ids(String key, IdVisitor visitor) {
        for (Map.Entry<Bytes, byte[]> entry : bytes.subMap(
                        StateKeys.id(key, 0), true, StateKeys.id(key, Integer.MAX_VALUE), true)
                .entrySet()) {
            visitor.id(
                    StateKeys.slot(entry.getKey()),
                    new String(entry.getValue(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}

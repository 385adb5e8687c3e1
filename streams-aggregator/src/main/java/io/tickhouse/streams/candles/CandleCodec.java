package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.streams.store.StateVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Candles as the store holds them: a version byte, flags, then the fields, numbers big-endian, decimals as a length byte and
 * their unscaled value at scale 18. About 160 bytes.
 */
final class CandleCodec {
    private static final int VERSION = 2;
    private static final int SIMULATED = 1;
    private static final int CLOSED = 2;
    private static final int COMPLETE = 4;
    private static final int DUE = 8;
    /** Of everything but the two ids: four prices of 17 bytes, four sums of 33, the rest of fixed length. */
    private static final int MOST_BYTES = 384;

    // by their places: closed sets of the contract, which only grow at the end
    private static final QuantityUnit[] UNITS = QuantityUnit.values();
    private static final Source[] SOURCES = Source.values();

    private CandleCodec() {}

    static byte[] encode(CandleBuilder candle) {
        byte[] firstId = candle.first.tradeId().getBytes(StandardCharsets.UTF_8);
        byte[] lastId = candle.last.tradeId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(MOST_BYTES + firstId.length + lastId.length);
        out.put((byte) VERSION);
        out.put((byte) ((candle.simulated ? SIMULATED : 0)
                | (candle.closed ? CLOSED : 0)
                | (candle.complete ? COMPLETE : 0)
                | (candle.due ? DUE : 0)));
        out.putLong(candle.openTime);
        out.putLong(candle.closeTime);
        out.put((byte) candle.unit.ordinal());
        edge(out, candle.first, firstId);
        edge(out, candle.last, lastId);
        decimal(out, candle.high);
        decimal(out, candle.low);
        out.putLong(candle.tradeCount);
        out.putLong(candle.lowestSequence);
        out.putLong(candle.highestSequence);
        out.putInt(candle.revision);
        integer(out, candle.volume.value());
        integer(out, candle.bought.value());
        integer(out, candle.sold.value());
        integer(out, candle.quote.value());
        return Arrays.copyOf(out.array(), out.position());
    }

    /** @throws IllegalStateException if the bytes are none of ours, or of a later version than this one knows */
    static CandleBuilder decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            StateVersion.expect(VERSION, in.get(), "a kept candle");
            int flags = in.get();
            long open = in.getLong();
            long close = in.getLong();
            QuantityUnit unit = UNITS[in.get()];
            Edge first = edge(in);
            Edge last = edge(in);
            BigDecimal high = decimal(in);
            BigDecimal low = decimal(in);
            long tradeCount = in.getLong();
            long lowest = in.getLong();
            long highest = in.getLong();
            int revision = in.getInt();
            CandleBuilder.Sums sums = new CandleBuilder.Sums(sum(in), sum(in), sum(in), sum(in));
            CandleBuilder candle = new CandleBuilder(open, close, unit, first, last, sums);
            candle.high = high;
            candle.low = low;
            candle.tradeCount = tradeCount;
            candle.lowestSequence = lowest;
            candle.highestSequence = highest;
            candle.revision = revision;
            candle.simulated = (flags & SIMULATED) != 0;
            candle.closed = (flags & CLOSED) != 0;
            candle.complete = (flags & COMPLETE) != 0;
            candle.due = (flags & DUE) != 0;
            candle.modified = false;
            return candle;
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a kept candle of " + bytes.length + " bytes ends too early", e);
        }
    }

    private static void edge(ByteBuffer out, Edge edge, byte[] id) {
        out.putLong(edge.time());
        out.putLong(edge.sequence());
        out.putInt(id.length);
        out.put(id);
        decimal(out, edge.price());
        out.put((byte) edge.source().ordinal());
    }

    private static Edge edge(ByteBuffer in) {
        long time = in.getLong();
        long sequence = in.getLong();
        byte[] id = new byte[in.getInt()];
        in.get(id);
        return new Edge(time, sequence, new String(id, StandardCharsets.UTF_8), decimal(in), SOURCES[in.get()]);
    }

    private static void decimal(ByteBuffer out, BigDecimal value) {
        integer(out, Decimals.unscaled(value));
    }

    private static BigDecimal decimal(ByteBuffer in) {
        return new BigDecimal(integer(in), Decimals.SCALE);
    }

    private static ExactSum sum(ByteBuffer in) {
        return new ExactSum(integer(in));
    }

    private static void integer(ByteBuffer out, BigInteger value) {
        byte[] bytes = value.toByteArray();
        out.put((byte) bytes.length);
        out.put(bytes);
    }

    private static BigInteger integer(ByteBuffer in) {
        byte[] bytes = new byte[Byte.toUnsignedInt(in.get())];
        in.get(bytes);
        return new BigInteger(bytes);
    }
}

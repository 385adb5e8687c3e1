package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.streams.store.StateVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;

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
    // by their places: closed sets of the contract, which only grow at the end
    private static final QuantityUnit[] UNITS = QuantityUnit.values();
    private static final Source[] SOURCES = Source.values();

    private CandleCodec() {}

    static byte[] encode(CandleBuilder candle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(224);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte((candle.simulated ? SIMULATED : 0)
                    | (candle.closed ? CLOSED : 0)
                    | (candle.complete ? COMPLETE : 0)
                    | (candle.due ? DUE : 0));
            out.writeLong(candle.openTime);
            out.writeLong(candle.closeTime);
            out.writeByte(candle.unit.ordinal());
            edge(out, candle.first);
            edge(out, candle.last);
            decimal(out, candle.high);
            decimal(out, candle.low);
            out.writeLong(candle.tradeCount);
            out.writeLong(candle.lowestSequence);
            out.writeLong(candle.highestSequence);
            out.writeInt(candle.revision);
            integer(out, candle.volume.value());
            integer(out, candle.bought.value());
            integer(out, candle.sold.value());
            integer(out, candle.quote.value());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if the bytes are none of ours, or of a later version than this one knows */
    static CandleBuilder decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            StateVersion.expect(VERSION, in.readByte(), "a kept candle");
            int flags = in.readByte();
            long open = in.readLong();
            long close = in.readLong();
            QuantityUnit unit = UNITS[in.readByte()];
            Edge first = edge(in);
            Edge last = edge(in);
            BigDecimal high = decimal(in);
            BigDecimal low = decimal(in);
            long tradeCount = in.readLong();
            long lowest = in.readLong();
            long highest = in.readLong();
            int revision = in.readInt();
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
        } catch (IOException e) {
            throw new IllegalStateException("a kept candle of " + bytes.length + " bytes ends too early", e);
        }
    }

    private static void edge(DataOutputStream out, Edge edge) throws IOException {
        out.writeLong(edge.time());
        out.writeLong(edge.sequence());
        out.writeUTF(edge.tradeId());
        decimal(out, edge.price());
        out.writeByte(edge.source().ordinal());
    }

    private static Edge edge(DataInputStream in) throws IOException {
        return new Edge(in.readLong(), in.readLong(), in.readUTF(), decimal(in), SOURCES[in.readByte()]);
    }

    private static void decimal(DataOutputStream out, BigDecimal value) throws IOException {
        integer(out, Decimals.unscaled(value));
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException {
        return new BigDecimal(integer(in), Decimals.SCALE);
    }

    private static ExactSum sum(DataInputStream in) throws IOException {
        return new ExactSum(integer(in));
    }

    private static void integer(DataOutputStream out, BigInteger value) throws IOException {
        byte[] bytes = value.toByteArray();
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    private static BigInteger integer(DataInputStream in) throws IOException {
        return new BigInteger(in.readNBytes(in.readUnsignedByte()));
    }
}

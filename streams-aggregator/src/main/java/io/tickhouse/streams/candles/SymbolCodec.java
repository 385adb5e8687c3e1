package io.tickhouse.streams.candles;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.streams.candles.SymbolRecord.SeriesRecord;
import io.tickhouse.streams.coverage.Run;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Symbol records as the store holds them: a version byte, then the fields in order, numbers big-endian. */
final class SymbolCodec {
    private static final int VERSION = 1;

    private SymbolCodec() {}

    static byte[] encode(SymbolRecord symbol) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(symbol.key());
            out.writeLong(symbol.clock());
            out.writeInt(symbol.runs().size());
            for (Run run : symbol.runs()) {
                out.writeLong(run.first());
                out.writeLong(run.last());
                out.writeLong(run.earliest());
                out.writeLong(run.latest());
            }
            out.writeLong(symbol.idsAdded());
            out.writeLong(symbol.idsEarliest());
            out.writeLong(symbol.idsLatest());
            out.writeInt(symbol.series().size());
            for (SeriesRecord series : symbol.series()) {
                out.writeUTF(series.interval().label());
                out.writeLong(series.provableAfter());
                out.writeLong(series.letGoBefore());
                out.writeLong(series.oldestKept());
                out.writeLong(series.newest());
                longs(out, series.hot());
                longs(out, series.unproven());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if the bytes are none of ours, or of a later version than this one knows */
    static SymbolRecord decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            StateVersion.expect(VERSION, in.readByte(), "the state of an instrument");
            String key = in.readUTF();
            long clock = in.readLong();
            int runCount = in.readInt();
            List<Run> runs = new ArrayList<>(runCount);
            for (int i = 0; i < runCount; i++) {
                runs.add(new Run(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
            }
            long added = in.readLong();
            long earliest = in.readLong();
            long latest = in.readLong();
            int seriesCount = in.readInt();
            List<SeriesRecord> series = new ArrayList<>(seriesCount);
            for (int i = 0; i < seriesCount; i++) {
                series.add(new SeriesRecord(
                        Interval.of(in.readUTF()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        longs(in),
                        longs(in)));
            }
            return new SymbolRecord(key, clock, runs, added, earliest, latest, series);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the state of an instrument in " + bytes.length + " bytes ends too early", e);
        }
    }

    private static void longs(DataOutputStream out, Collection<Long> values) throws IOException {
        out.writeInt(values.size());
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static List<Long> longs(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Long> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(in.readLong());
        }
        return values;
    }
}

package io.tickhouse.streams.gaps;

import io.tickhouse.streams.coverage.Fact.Lane;
import io.tickhouse.streams.store.StateVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gaps as the store holds them: a version byte, the key, then the fields in order, numbers big-endian. */
final class GapCodec {
    private static final int VERSION = 2;

    private GapCodec() {}

    static byte[] encode(SymbolGaps symbol) {
        return written(symbol.key(), out -> {
            write(out, symbol.ids());
            FeedGaps feeds = symbol.feeds();
            out.writeInt(feeds.feeds().size());
            for (Map.Entry<String, FeedGaps.Feed> feed : feeds.feeds().entrySet()) {
                out.writeUTF(feed.getKey());
                out.writeInt(feed.getValue().live.size());
                for (Map.Entry<String, Heard> live : feed.getValue().live.entrySet()) {
                    out.writeUTF(live.getKey());
                    out.writeUTF(live.getValue().connection());
                    out.writeLong(live.getValue().since());
                    out.writeLong(live.getValue().at());
                    write(out, live.getValue().lastId());
                }
                Outage lasting = feed.getValue().lasting;
                write(out, lasting == null ? List.of() : List.of(lasting));
                out.writeUTF(Objects.requireNonNullElse(feed.getValue().unheard, ""));
            }
            write(out, feeds.waiting());
            write(out, feeds.past());
        });
    }

    /** @throws IllegalStateException if the bytes are none of ours, or of another version */
    static SymbolGaps decode(byte[] bytes) {
        return read(bytes, (key, in) -> {
            IdGaps ids = ids(in, FeedGaps.TRADES, null);
            Map<String, FeedGaps.Feed> feeds = new HashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                String type = in.readUTF();
                FeedGaps.Feed feed = new FeedGaps.Feed();
                for (int j = in.readInt(); j > 0; j--) {
                    feed.live.put(in.readUTF(), new Heard(in.readUTF(), in.readLong(), in.readLong(), number(in)));
                }
                List<Outage> lasting = outages(in);
                feed.lasting = lasting.isEmpty() ? null : lasting.getFirst();
                String unheard = in.readUTF();
                feed.unheard = unheard.isEmpty() ? null : unheard;
                feeds.put(type, feed);
            }
            return new SymbolGaps(key, ids, new FeedGaps(feeds, outages(in), outages(in)));
        });
    }

    static byte[] encode(String key, IdGaps ids) {
        return written(key, out -> write(out, ids));
    }

    static IdGaps decode(byte[] bytes, String dataType, IdGaps.IdTimes times) {
        return read(bytes, (key, in) -> ids(in, dataType, times));
    }

    private static byte[] written(String key, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(key);
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            StateVersion.expect(VERSION, in.readByte(), "the gaps of an instrument");
            return reading.read(in.readUTF(), in);
        } catch (IOException e) {
            throw new IllegalStateException("gaps of an instrument in " + bytes.length + " bytes end too early", e);
        }
    }

    private static void write(DataOutputStream out, IdGaps ids) throws IOException {
        for (Lane lane : Lane.values()) {
            write(out, ids.seen().getOrDefault(lane, new RangeSet()));
        }
        write(out, ids.proven());
        out.writeInt(ids.gaps().size());
        for (IdGap gap : ids.gaps()) {
            out.writeUTF(gap.id());
            out.writeUTF(gap.cause());
            out.writeLong(gap.first());
            out.writeLong(gap.last());
            write(out, gap.missing());
            write(out, gap.from());
            write(out, gap.to());
            out.writeLong(gap.detected());
            out.writeLong(gap.touched().at);
        }
    }

    private static IdGaps ids(DataInputStream in, String dataType, IdGaps.@Nullable IdTimes times) throws IOException {
        Map<Lane, RangeSet> seen = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            seen.put(lane, ranges(in));
        }
        RangeSet proven = ranges(in);
        List<IdGap> gaps = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            IdGap gap = new IdGap(
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    ranges(in),
                    number(in),
                    number(in),
                    in.readLong(),
                    new IdGap.Touched());
            gap.touched().at = in.readLong();
            gaps.add(gap);
        }
        return new IdGaps(dataType, times, seen, proven, gaps);
    }

    private static void write(DataOutputStream out, RangeSet set) throws IOException {
        List<RangeSet.Range> ranges = set.ranges();
        out.writeInt(ranges.size());
        for (RangeSet.Range range : ranges) {
            out.writeLong(range.first());
            out.writeLong(range.last());
        }
    }

    private static RangeSet ranges(DataInputStream in) throws IOException {
        List<RangeSet.Range> ranges = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            ranges.add(new RangeSet.Range(in.readLong(), in.readLong()));
        }
        return new RangeSet(ranges);
    }

    private static void write(DataOutputStream out, List<Outage> outages) throws IOException {
        out.writeInt(outages.size());
        for (Outage outage : outages) {
            out.writeUTF(outage.id());
            out.writeUTF(outage.dataType());
            out.writeUTF(outage.cause());
            write(out, outage.from());
            write(out, outage.to());
            write(out, outage.lastId());
            out.writeLong(outage.detected());
        }
    }

    private static List<Outage> outages(DataInputStream in) throws IOException {
        List<Outage> outages = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            outages.add(new Outage(
                    in.readUTF(), in.readUTF(), in.readUTF(), number(in), number(in), number(in), in.readLong()));
        }
        return outages;
    }

    private static void write(DataOutputStream out, @Nullable Long number) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeLong(number);
        }
    }

    private static @Nullable Long number(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readLong() : null;
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(String key, DataInputStream in) throws IOException;
    }
}

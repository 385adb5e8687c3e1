package io.tickhouse.streams.coverage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Facts between the parts of the aggregator: a version byte, a byte for the kind, then the fields in order. */
public final class FactSerde implements Serde<Fact> {
    private static final int VERSION = 1;
    private static final int COVERED = 1;
    private static final int MISSING = 2;
    private static final int FOUND = 3;
    private static final int PROVEN = 4;
    private static final Fact.Lane[] LANES = Fact.Lane.values();

    @Override
    public Serializer<Fact> serializer() {
        return (topic, fact) -> fact == null ? null : encode(fact);
    }

    @Override
    public Deserializer<Fact> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(bytes);
    }

    private static byte[] encode(Fact fact) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            switch (fact) {
                case Fact.Covered(Fact.Lane lane, long first, long last) -> {
                    begin(out, COVERED, lane);
                    out.writeLong(first);
                    out.writeLong(last);
                }
                case Fact.Missing(Fact.Lane lane, Hole hole) -> {
                    begin(out, MISSING, lane);
                    out.writeLong(hole.first());
                    out.writeLong(hole.last());
                    out.writeLong(hole.from());
                    out.writeLong(hole.to());
                    out.writeUTF(hole.explanation() == null ? "" : hole.explanation());
                }
                case Fact.Found(Fact.Lane lane, long id) -> {
                    begin(out, FOUND, lane);
                    out.writeLong(id);
                }
                case Fact.Proven proven -> {
                    begin(out, PROVEN, proven.lane());
                    out.writeUTF(proven.dataType());
                    out.writeUTF(proven.basis());
                    out.writeLong(proven.proof().from());
                    out.writeLong(proven.proof().to());
                    id(out, proven.proof().first());
                    id(out, proven.proof().last());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static Fact decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new SerializationException("expected a fact of version " + VERSION + ", found " + version);
            }
            int kind = in.readByte();
            Fact.Lane lane = LANES[in.readByte()];
            return switch (kind) {
                case COVERED -> new Fact.Covered(lane, in.readLong(), in.readLong());
                case MISSING -> {
                    long first = in.readLong();
                    long last = in.readLong();
                    long from = in.readLong();
                    long to = in.readLong();
                    String explanation = in.readUTF();
                    yield new Fact.Missing(
                            lane, new Hole(first, last, from, to, explanation.isEmpty() ? null : explanation));
                }
                case FOUND -> new Fact.Found(lane, in.readLong());
                case PROVEN ->
                    new Fact.Proven(
                            in.readUTF(),
                            in.readUTF(),
                            new SpanProofs.Proof(in.readLong(), in.readLong(), id(in), id(in)));
                default -> throw new SerializationException("expected a kind of fact from 1 to 4, found " + kind);
            };
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            throw new SerializationException("a fact of " + bytes.length + " bytes cannot be read", e);
        }
    }

    private static void begin(DataOutputStream out, int kind, Fact.Lane lane) throws IOException {
        out.writeByte(kind);
        out.writeByte(lane.ordinal());
    }

    private static void id(DataOutputStream out, @Nullable Long id) throws IOException {
        out.writeBoolean(id != null);
        if (id != null) {
            out.writeLong(id);
        }
    }

    private static @Nullable Long id(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readLong() : null;
    }
}

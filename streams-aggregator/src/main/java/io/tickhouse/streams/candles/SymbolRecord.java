package io.tickhouse.streams.candles;

import io.tickhouse.streams.coverage.FeedProof;
import io.tickhouse.streams.coverage.SpanProofs;
import io.tickhouse.streams.store.StateVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of an instrument once, beside its candles and ids. Times are microseconds since 1970-01-01T00:00:00Z.
 *
 * @param key {@code venue:symbol}
 * @param clock event time reached
 * @param idsAdded how many ids of a venue without contiguous ids were ever remembered
 * @param idsEarliest earliest event time among them
 * @param idsLatest latest event time among them
 * @param feed when its trades were listened to
 * @param proofs stretches proven complete
 */
record SymbolRecord(
        String key,
        long clock,
        long idsAdded,
        long idsEarliest,
        long idsLatest,
        FeedProof feed,
        List<SpanProofs.Proof> proofs) {
    private static final int VERSION = 2;

    /** One not seen before. */
    static SymbolRecord begin(String key) {
        return new SymbolRecord(key, EventClock.UNSET, 0, Long.MAX_VALUE, Long.MIN_VALUE, new FeedProof(), List.of());
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(key);
            out.writeLong(clock);
            out.writeLong(idsAdded);
            out.writeLong(idsEarliest);
            out.writeLong(idsLatest);
            out.writeInt(feed.listening().size());
            for (Map.Entry<String, FeedProof.Listening> capture :
                    feed.listening().entrySet()) {
                out.writeUTF(capture.getKey());
                out.writeUTF(capture.getValue().connection());
                out.writeLong(capture.getValue().since());
                out.writeLong(capture.getValue().heard());
            }
            out.writeInt(feed.ended().size());
            for (FeedProof.Span span : feed.ended()) {
                out.writeLong(span.since());
                out.writeLong(span.until());
            }
            out.writeInt(proofs.size());
            for (SpanProofs.Proof proof : proofs) {
                out.writeLong(proof.from());
                out.writeLong(proof.to());
                Long first = proof.first();
                Long last = proof.last();
                out.writeBoolean(first != null && last != null);
                if (first != null && last != null) {
                    out.writeLong(first);
                    out.writeLong(last);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if the bytes are none of ours, or of another version */
    static SymbolRecord decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            StateVersion.expect(VERSION, in.readByte(), "the state of an instrument");
            String key = in.readUTF();
            long clock = in.readLong();
            long added = in.readLong();
            long earliest = in.readLong();
            long latest = in.readLong();
            Map<String, FeedProof.Listening> listening = new HashMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                listening.put(in.readUTF(), new FeedProof.Listening(in.readUTF(), in.readLong(), in.readLong()));
            }
            List<FeedProof.Span> ended = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                ended.add(new FeedProof.Span(in.readLong(), in.readLong()));
            }
            List<SpanProofs.Proof> proofs = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                long from = in.readLong();
                long to = in.readLong();
                boolean ids = in.readBoolean();
                proofs.add(new SpanProofs.Proof(from, to, ids ? in.readLong() : null, ids ? in.readLong() : null));
            }
            return new SymbolRecord(key, clock, added, earliest, latest, new FeedProof(listening, ended), proofs);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the state of an instrument in " + bytes.length + " bytes ends too early", e);
        }
    }
}

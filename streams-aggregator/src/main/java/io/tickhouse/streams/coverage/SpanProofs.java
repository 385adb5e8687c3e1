package io.tickhouse.streams.coverage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proofs that stretches of an instrument's trades are complete, as the ingest services publish them. One that names ids is
 * kept until all of these were seen and then becomes part of the {@link CoveredRanges}; one without is a span of time, and
 * adjoining spans become one. Times are microseconds since 1970-01-01T00:00:00Z.
 */
public final class SpanProofs {
    private static final int MOST = 1_000;

    /**
     * One proof.
     *
     * @param from inclusive
     * @param to exclusive
     * @param first lowest id, null where ids are not contiguous
     * @param last highest id, null where ids are not contiguous
     */
    public record Proof(
            long from,
            long to,
            @Nullable Long first,
            @Nullable Long last) {}

    private final List<Proof> waiting = new ArrayList<>();
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    public SpanProofs() {}

    /** As they were saved. */
    public SpanProofs(List<Proof> saved) {
        saved.forEach(this::add);
    }

    /** Takes a proof. */
    public void add(Proof proof) {
        if (proof.first() != null && proof.last() != null) {
            waiting.add(proof);
            if (waiting.size() > MOST) {
                waiting.removeFirst();
            }
            return;
        }
        long from = proof.from();
        long to = proof.to();
        Map.Entry<Long, Long> near = spans.floorEntry(to);
        while (near != null && near.getValue() >= from) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            spans.remove(near.getKey());
            near = spans.floorEntry(to);
        }
        spans.put(from, to);
        if (spans.size() > MOST) {
            spans.pollFirstEntry();
        }
    }

    /** True when a proof waits for its ids. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Gives the ranges what their ids now allow; where each may complete a proof. */
    public List<Growth> claim(CoveredRanges ranges) {
        List<Growth> claimed = new ArrayList<>();
        for (Iterator<Proof> proofs = waiting.iterator(); proofs.hasNext(); ) {
            Proof proof = proofs.next();
            Long first = proof.first();
            Long last = proof.last();
            if (first != null && last != null) {
                Optional<Growth> growth = ranges.claim(first, last, proof.from(), proof.to());
                growth.ifPresent(some -> {
                    claimed.add(some);
                    proofs.remove();
                });
            }
        }
        return claimed;
    }

    /** True when one span holds the whole stretch. */
    public boolean proves(long from, long to) {
        Map.Entry<Long, Long> span = spans.floorEntry(from);
        return span != null && span.getValue() >= to;
    }

    /** All of them, as they are saved. */
    public List<Proof> all() {
        List<Proof> all = new ArrayList<>(waiting);
        spans.forEach((from, to) -> all.add(new Proof(from, to, null, null)));
        return all;
    }
}

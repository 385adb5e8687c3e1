package io.tickhouse.streams.gaps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of whole numbers, as ranges. */
final class RangeSet {
    /** Numbers from one to another, both inclusive. */
    record Range(long first, long last) {
        long count() {
            return last - first + 1;
        }
    }

    private final TreeMap<Long, Long> byFirst = new TreeMap<>();

    RangeSet() {}

    RangeSet(List<Range> ranges) {
        ranges.forEach(range -> add(range.first, range.last));
    }

    void add(long first, long last) {
        long from = first;
        long to = last;
        for (Map.Entry<Long, Long> near = byFirst.floorEntry(to + 1);
                near != null && near.getValue() >= from - 1;
                near = byFirst.floorEntry(to + 1)) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            byFirst.remove(near.getKey());
        }
        byFirst.put(from, to);
    }

    void remove(long first, long last) {
        for (Range part : within(first, last)) {
            Map.Entry<Long, Long> holder = byFirst.floorEntry(part.first);
            byFirst.remove(holder.getKey());
            if (holder.getKey() < part.first) {
                byFirst.put(holder.getKey(), part.first - 1);
            }
            if (holder.getValue() > part.last) {
                byFirst.put(part.last + 1, holder.getValue());
            }
        }
    }

    /** What of the numbers is in the set. */
    List<Range> within(long first, long last) {
        List<Range> found = new ArrayList<>();
        Map.Entry<Long, Long> before = byFirst.lowerEntry(first);
        if (before != null && before.getValue() >= first) {
            found.add(new Range(first, Math.min(last, before.getValue())));
        }
        byFirst.subMap(first, true, last, true).forEach((from, to) -> found.add(new Range(from, Math.min(last, to))));
        return found;
    }

    /** What of the numbers is not in the set. */
    List<Range> outside(long first, long last) {
        List<Range> found = new ArrayList<>();
        long next = first;
        for (Range range : within(first, last)) {
            if (range.first > next) {
                found.add(new Range(next, range.first - 1));
            }
            next = range.last + 1;
        }
        if (next <= last) {
            found.add(new Range(next, last));
        }
        return found;
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        byFirst.forEach((first, last) -> ranges.add(new Range(first, last)));
        return ranges;
    }
}

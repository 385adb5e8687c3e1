package io.tickhouse.ingest.bulk.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which ids were seen, as ranges: few while ids run on, however many there are. Not thread-safe. */
final class IdRanges {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();
    private long first;
    private long last;
    private boolean any;
    /** Where the range behind the growing one begins. */
    private long next = Long.MAX_VALUE;

    /** Takes an id; false when it was seen before. */
    boolean add(long id) {
        if (any && id == last + 1 && id != next) {
            last = id; // the common way: the range that grows is not in the map, and nothing is looked up
            return true;
        }
        park();
        Map.Entry<Long, Long> below = ranges.floorEntry(id);
        if (below != null && below.getValue() >= id) {
            take(below);
            return false;
        }
        if (below != null && below.getValue() == id - 1) {
            take(below);
            last = id;
        } else {
            first = id;
            last = id;
        }
        any = true;
        join();
        return true;
    }

    private void park() {
        if (any) {
            join();
            ranges.put(first, last);
            any = false;
        }
    }

    private void take(Map.Entry<Long, Long> range) {
        ranges.remove(range.getKey());
        first = range.getKey();
        last = range.getValue();
        any = true;
        join();
    }

    /** Swallows the range that begins right behind the growing one. */
    private void join() {
        Long end = ranges.remove(last + 1);
        if (end != null) {
            last = end;
        }
        Long behind = ranges.higherKey(last);
        next = behind == null ? Long.MAX_VALUE : behind;
    }

    /** What was seen, ascending. */
    List<IdRange> seen() {
        park();
        List<IdRange> seen = new ArrayList<>();
        ranges.forEach((from, to) -> seen.add(new IdRange(from, to)));
        return seen;
    }

    /** What lies between the lowest and the highest id and was not seen, ascending. */
    List<IdRange> holes() {
        List<IdRange> holes = new ArrayList<>();
        IdRange before = null;
        for (IdRange range : seen()) {
            if (before != null) {
                holes.add(new IdRange(before.last() + 1, range.first() - 1));
            }
            before = range;
        }
        return holes;
    }
}

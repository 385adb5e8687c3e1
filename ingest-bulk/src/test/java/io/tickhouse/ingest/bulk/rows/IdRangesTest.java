package io.tickhouse.ingest.bulk.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdRangesTest {
    @Test
    void rangesAreWhatASetOfTheSameIdsSays() {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Long> ids = new ArrayList<>();
            long id = random.nextInt(10);
            while (ids.size() < 200) {
                id += random.nextInt(20) == 0 ? 1 + random.nextInt(4) : 1;
                ids.add(id);
            }
            if (round % 3 == 0) {
                Collections.shuffle(ids, random);
            } else {
                for (int swap = 0; swap < 10; swap++) {
                    Collections.swap(ids, random.nextInt(200), random.nextInt(200));
                }
            }
            for (int again = 0; again < 20; again++) {
                ids.add(random.nextInt(ids.size()), ids.get(random.nextInt(ids.size())));
            }
            IdRanges ranges = new IdRanges();
            TreeSet<Long> set = new TreeSet<>();
            for (long one : ids) {
                assertThat(ranges.add(one))
                        .as("id %d, seed %d, round %d", one, seed, round)
                        .isEqualTo(set.add(one));
            }
            TreeSet<Long> seen = new TreeSet<>();
            TreeSet<Long> missing = new TreeSet<>();
            ranges.seen().forEach(range -> addAll(seen, range));
            ranges.holes().forEach(range -> addAll(missing, range));
            assertThat(seen).as("seed %d, round %d", seed, round).isEqualTo(set);
            TreeSet<Long> expected = new TreeSet<>();
            for (long one = set.first(); one < set.last(); one++) {
                if (!set.contains(one)) {
                    expected.add(one);
                }
            }
            assertThat(missing).as("holes, seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    private static void addAll(Set<Long> all, IdRange range) {
        for (long id = range.first(); id <= range.last(); id++) {
            all.add(id);
        }
    }
}

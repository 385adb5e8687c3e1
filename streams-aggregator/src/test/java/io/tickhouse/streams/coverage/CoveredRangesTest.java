package io.tickhouse.streams.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoveredRangesTest {
    private final CoveredRanges ranges = new CoveredRanges();

    @Test
    void idsInOrderMakeOneRun() {
        ranges.add(7, 70);
        ranges.add(8, 80);
        ranges.add(9, 90);
        assertThat(ranges.runs()).containsExactly(new Run(7, 9, 70, 90));
        assertThat(ranges.seen(8)).isTrue();
        assertThat(ranges.seen(6)).isFalse();
        assertThat(ranges.seen(10)).isFalse();
    }

    @Test
    void aMissingIdKeepsTwoRunsApartUntilItComes() {
        ranges.add(1, 10);
        ranges.add(3, 30);
        assertThat(ranges.runs()).containsExactly(new Run(1, 1, 10, 10), new Run(3, 3, 30, 30));
        assertThat(ranges.proves(1, 3, 11, 30)).isFalse();
        assertThat(ranges.add(2, 20)).isEqualTo(new Growth(10, 30));
        assertThat(ranges.runs()).containsExactly(new Run(1, 3, 10, 30));
        assertThat(ranges.proves(2, 2, 11, 30)).isTrue();
    }

    @Test
    void nothingIsProvenWithoutATradeBeforeTheStretchAndOneAtItsEnd() {
        ranges.add(1, 10);
        ranges.add(2, 20);
        assertThat(ranges.proves(1, 2, 10, 20)).as("no trade before its start").isFalse();
        assertThat(ranges.proves(2, 2, 15, 21)).as("no trade at its end").isFalse();
        assertThat(ranges.proves(2, 2, 15, 20)).isTrue();
    }

    @Test
    void growthSpansFromTheLatestKnownToTheNewTime() {
        assertThat(ranges.add(5, 50)).isEqualTo(Growth.NOTHING);
        assertThat(ranges.add(6, 60)).isEqualTo(new Growth(50, 60));
        assertThat(ranges.add(7, 60)).isEqualTo(Growth.NOTHING);
        assertThat(ranges.add(4, 40)).isEqualTo(new Growth(40, 50));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomOrderGivesTheRunsOfAPlainSet(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> ids = new ArrayList<>();
        for (long id = 100; id < 2_100; id++) {
            if (random.nextInt(10) > 0) {
                ids.add(id);
            }
        }
        Collections.shuffle(ids, random);
        TreeSet<Long> plain = new TreeSet<>();
        for (long id : ids) {
            assertThat(ranges.seen(id)).isFalse();
            ranges.add(id, id * 10);
            plain.add(id);
            assertThat(ranges.seen(id)).isTrue();
        }
        List<Run> expected = new ArrayList<>();
        for (long id : plain) {
            Run last = expected.isEmpty() ? null : expected.getLast();
            if (last != null && last.last() + 1 == id) {
                expected.set(expected.size() - 1, new Run(last.first(), id, last.earliest(), id * 10));
            } else {
                expected.add(new Run(id, id, id * 10, id * 10));
            }
        }
        assertThat(ranges.runs()).containsExactlyElementsOf(expected);
        assertThat(new CoveredRanges(ranges.runs()).seen(plain.first())).isTrue();
    }
}

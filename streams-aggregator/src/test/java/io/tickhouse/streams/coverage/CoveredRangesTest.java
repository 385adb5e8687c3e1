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
    private final List<Hole> told = new ArrayList<>();
    private final CoveredRanges ranges = new CoveredRanges(HarmlessHoles.NONE);

    @Test
    void idsInOrderMakeOneRun() {
        ranges.add(7, 70, 70);
        ranges.add(8, 80, 80);
        ranges.add(9, 90, 90);
        assertThat(plain(ranges)).containsExactly(List.of(7L, 9L, 70L, 90L));
        assertThat(ranges.seen(8)).isTrue();
        assertThat(ranges.seen(6)).isFalse();
        assertThat(ranges.seen(10)).isFalse();
    }

    @Test
    void aMissingIdKeepsTwoRunsApartUntilItComes() {
        ranges.add(1, 10, 10);
        ranges.add(3, 30, 30);
        assertThat(plain(ranges)).containsExactly(List.of(1L, 1L, 10L, 10L), List.of(3L, 3L, 30L, 30L));
        assertThat(ranges.proves(1, 3, 11, 30)).isFalse();
        assertThat(ranges.add(2, 20, 20)).isEqualTo(new Growth(10, 30));
        assertThat(plain(ranges)).containsExactly(List.of(1L, 3L, 10L, 30L));
        assertThat(ranges.proves(2, 2, 11, 30)).isTrue();
    }

    @Test
    void nothingIsProvenWithoutATradeBeforeTheStretchAndOneAtItsEnd() {
        ranges.add(1, 10, 10);
        ranges.add(2, 20, 20);
        assertThat(ranges.proves(1, 2, 10, 20)).as("no trade before its start").isFalse();
        assertThat(ranges.proves(2, 2, 15, 21)).as("no trade at its end").isFalse();
        assertThat(ranges.proves(2, 2, 15, 20)).isTrue();
    }

    @Test
    void growthSpansFromTheLatestKnownToTheNewTime() {
        assertThat(ranges.add(5, 50, 50)).isEqualTo(Growth.NOTHING);
        assertThat(ranges.add(6, 60, 60)).isEqualTo(new Growth(50, 60));
        assertThat(ranges.add(7, 60, 60)).isEqualTo(Growth.NOTHING);
        assertThat(ranges.add(4, 40, 40)).isEqualTo(new Growth(40, 50));
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
            ranges.add(id, id * 10, id * 10);
            plain.add(id);
            assertThat(ranges.seen(id)).isTrue();
        }
        List<List<Long>> expected = new ArrayList<>();
        for (long id : plain) {
            List<Long> last = expected.isEmpty() ? null : expected.getLast();
            if (last != null && last.get(1) + 1 == id) {
                expected.set(expected.size() - 1, List.of(last.get(0), id, last.get(2), id * 10));
            } else {
                expected.add(List.of(id, id, id * 10, id * 10));
            }
        }
        assertThat(plain(ranges)).containsExactlyElementsOf(expected);
        assertThat(new CoveredRanges(HarmlessHoles.NONE, ranges.runs(), List.of()).seen(plain.first()))
                .isTrue();
    }

    @Test
    void aHoleIsToldOnceWhenTheClockIsFarEnoughPastIt() {
        ranges.add(1, 10, 10);
        ranges.add(4, 40, 40);
        ranges.tellPassedOver(1_000, told::add);
        assertThat(told).as("a few more ids must come first").isEmpty();
        more(ranges, 5);
        ranges.tellPassedOver(39, told::add);
        assertThat(told).isEmpty();
        ranges.tellPassedOver(40, told::add);
        ranges.tellPassedOver(1_000, told::add);
        ranges.tellQuiet(1_000_000, 1, told::add);
        assertThat(told).containsExactly(new Hole(2, 3, 10, 40, null));
    }

    @Test
    void whatCameInTheMeantimeIsNotToldAndClosingWhatWasToldIsSaid() {
        ranges.add(1, 10, 10);
        ranges.add(4, 40, 40);
        ranges.add(2, 20, 40);
        more(ranges, 5);
        ranges.tellPassedOver(100, told::add);
        assertThat(told).containsExactly(new Hole(3, 3, 20, 40, null));
        Growth growth = ranges.add(3, 30, 100);
        assertThat(growth.closed()).isNotNull();
        assertThat(plain(ranges)).containsExactly(List.of(1L, 36L, 10L, 360L));
    }

    @Test
    void theHoleAboveAnEarlierArchiveIsToldOnlyWhenNothingComesIntoItAnyMore() {
        ranges.add(900, 9_000, 9_000);
        for (long id = 800; id < 805; id++) {
            ranges.add(id, id * 10, id * 10);
            ranges.tellPassedOver(Long.MAX_VALUE - 1, told::add);
            ranges.tellQuiet(id, 10, told::add);
        }
        assertThat(told).isEmpty();
        ranges.tellQuiet(813, 10, told::add);
        assertThat(told).isEmpty();
        ranges.tellQuiet(814, 10, told::add);
        assertThat(told).containsExactly(new Hole(805, 899, 8_040, 9_000, null));
    }

    @Test
    void aHarmlessIdPartsNothingAndCountsWhenItComesAfterAll() {
        CoveredRanges usdm = new CoveredRanges(HarmlessHoles.of("binance-usdm"));
        usdm.add(1, 10, 10);
        usdm.add(3, 30, 30);
        usdm.add(6, 60, 60);
        more(usdm, 7);
        usdm.tellPassedOver(60, told::add);
        assertThat(told).extracting(Hole::first).containsExactly(2L, 4L);
        assertThat(told.getFirst().explanation()).contains("binance-usdm");
        assertThat(told.getLast().explanation()).as("two ids in a row").isNull();
        assertThat(plain(usdm)).containsExactly(List.of(1L, 3L, 10L, 30L), List.of(6L, 38L, 60L, 380L));
        assertThat(usdm.seen(2)).isFalse();
        assertThat(usdm.isHarmless(2)).isTrue();
        usdm.add(2, 20, 60);
        assertThat(usdm.seen(2)).isTrue();
        assertThat(usdm.isHarmless(2)).isFalse();
    }

    @Test
    void aProofOfIdsReachesToItsEndsOnceAllOfThemWereSeen() {
        ranges.add(5, 50, 50);
        assertThat(ranges.claim(5, 6, 1, 99)).isEmpty();
        ranges.add(6, 60, 60);
        assertThat(ranges.proves(5, 6, 1, 99)).isFalse();
        assertThat(ranges.claim(5, 6, 1, 99)).isPresent();
        assertThat(ranges.proves(5, 6, 1, 99)).isTrue();
        assertThat(ranges.proves(5, 6, 0, 99)).isFalse();
        assertThat(ranges.proves(5, 6, 1, 100)).isFalse();
    }

    /** As many as it takes until nothing may be out of order. */
    private static void more(CoveredRanges ranges, long from) {
        for (long id = from; id < from + 32; id++) {
            ranges.add(id, id * 10, id * 10);
        }
    }

    private static List<List<Long>> plain(CoveredRanges ranges) {
        return ranges.runs().stream()
                .map(run -> List.of(run.first(), run.last(), run.earliest(), run.latest()))
                .toList();
    }
}

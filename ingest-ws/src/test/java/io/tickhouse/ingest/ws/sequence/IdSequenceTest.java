package io.tickhouse.ingest.ws.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSequenceTest {
    private final IdSequence ids = new IdSequence();

    @Test
    void theFirstIdProvesNothingAndEachNextOneIsDue() {
        assertThat(ids.highest()).isEqualTo(-1);
        assertThat(ids.observe(41)).isEqualTo(new Step.First());
        assertThat(ids.observe(42)).isEqualTo(new Step.Next());
        assertThat(ids.highest()).isEqualTo(42);
    }

    @Test
    void idsPassedOverAreAGapUntilTheyComeLateAndThenARepetition() {
        ids.observe(1);
        assertThat(ids.observe(5)).isEqualTo(new Step.Gap(2, 4));
        assertThat(ids.missing()).isEqualTo(3);
        assertThat(ids.observe(3)).isEqualTo(new Step.Late(1));
        assertThat(ids.observe(3)).isEqualTo(new Step.Repeated());
        assertThat(ids.observe(5)).isEqualTo(new Step.Repeated());
        assertThat(ids.missing()).isEqualTo(2);
    }

    @Test
    void aRunOfIdsStandsForAllOfThem() {
        ids.observe(1, 3);
        assertThat(ids.observe(4, 9)).isEqualTo(new Step.Next());
        assertThat(ids.observe(12, 15)).isEqualTo(new Step.Gap(10, 11));
        assertThat(ids.observe(10, 11)).isEqualTo(new Step.Late(2));
        assertThat(ids.observe(14, 18)).isEqualTo(new Step.Next());
        assertThat(ids.missing()).isZero();
    }

    @Test
    void whatIsMissingInMoreStretchesThanAreRememberedStaysMissing() {
        for (long id = 0; id <= 4L * IdSequence.MOST_STRETCHES; id += 2) {
            ids.observe(id);
        }
        assertThat(ids.missing()).isEqualTo(2L * IdSequence.MOST_STRETCHES);
        assertThat(ids.observe(1)).isEqualTo(new Step.Repeated());
        assertThat(ids.observe(4L * IdSequence.MOST_STRETCHES - 1)).isEqualTo(new Step.Late(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsLostDoubledAndMixedUpTheAccountIsRight(long seed) {
        Random random = new Random(seed);
        List<Long> sent = new ArrayList<>();
        for (long id = 0; id < 2_000; id++) {
            for (int copies = random.nextInt(5) == 0 ? random.nextInt(3) : 1; copies > 0; copies--) {
                sent.add(id);
            }
        }
        for (int i = 0; i + 3 < sent.size(); i += 1 + random.nextInt(6)) {
            Collections.swap(sent, i, i + random.nextInt(4));
        }
        IdSequence sequence = new IdSequence();
        Set<Long> seen = new HashSet<>();
        long first = sent.getFirst();
        for (long id : sent) {
            boolean fresh = id >= first && seen.add(id);
            assertThat(sequence.observe(id) instanceof Step.Repeated)
                    .as("seed %d, id %d", seed, id)
                    .isEqualTo(!fresh);
        }
        long expected = sequence.highest() - first + 1 - seen.size();
        assertThat(sequence.missing()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void opaqueIdsAreRememberedForAWhile() {
        RecentIds recent = new RecentIds(2);
        assertThat(recent.observe("a")).isEqualTo(new Step.Next());
        assertThat(recent.observe("a")).isEqualTo(new Step.Repeated());
        recent.observe("b");
        recent.observe("c");
        assertThat(recent.observe("a")).isEqualTo(new Step.Next());
        assertThat(recent.observe("c")).isEqualTo(new Step.Repeated());
    }
}

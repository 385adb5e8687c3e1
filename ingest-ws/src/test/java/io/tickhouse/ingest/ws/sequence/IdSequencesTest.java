package io.tickhouse.ingest.ws.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSequencesTest {
    private static final long SEED = 5;

    private final IdSequences sequences = new IdSequences();

    @Test
    void consecutiveIdsAreInOrder() {
        assertThat(sequences.observe("BTCUSDT", 7)).isEqualTo(new Step.First());
        assertThat(sequences.observe("BTCUSDT", 8)).isEqualTo(new Step.Next());
        assertThat(sequences.observe("BTCUSDT", 9)).isEqualTo(new Step.Next());
    }

    @Test
    void idsPassedOverAreAGapFromTheFirstToTheLastOfThem() {
        sequences.observe("BTCUSDT", 7);
        Step step = sequences.observe("BTCUSDT", 11);
        assertThat(step).isEqualTo(new Step.Gap(8, 10));
        assertThat(((Step.Gap) step).missing()).isEqualTo(3);
        assertThat(sequences.observe("BTCUSDT", 12)).isEqualTo(new Step.Next());
    }

    @Test
    void aRepeatedOrLateIdIsBehindAndChangesNothing() {
        sequences.observe("BTCUSDT", 7);
        sequences.observe("BTCUSDT", 10);
        assertThat(sequences.observe("BTCUSDT", 10)).isEqualTo(new Step.Behind(10));
        assertThat(sequences.observe("BTCUSDT", 8)).isEqualTo(new Step.Behind(10));
        assertThat(sequences.observe("BTCUSDT", 11)).isEqualTo(new Step.Next());
    }

    @Test
    void symbolsDoNotDisturbOneAnother() {
        sequences.observe("BTCUSDT", 7);
        assertThat(sequences.observe("ETHUSDT", 100)).isEqualTo(new Step.First());
        assertThat(sequences.observe("BTCUSDT", 8)).isEqualTo(new Step.Next());
    }

    @Test
    void whateverIsDroppedFromAStreamIsReportedMissingExactly() {
        Random random = new Random(SEED);
        for (int run = 0; run < 200; run++) {
            IdSequences fresh = new IdSequences();
            Set<Long> dropped = new HashSet<>();
            Set<Long> reported = new HashSet<>();
            for (long id = 1; id <= 200; id++) {
                if (id > 1 && id < 200 && random.nextInt(5) == 0) {
                    dropped.add(id);
                } else if (fresh.observe("X", id) instanceof Step.Gap gap) {
                    for (long missing = gap.firstMissing(); missing <= gap.lastMissing(); missing++) {
                        reported.add(missing);
                    }
                }
            }
            assertThat(reported).as("seed %d, run %d", SEED, run).isEqualTo(dropped);
        }
    }
}

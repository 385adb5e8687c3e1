package io.tickhouse.sink.clickhouse.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartingPointTest {
    @Test
    void aGroupThatNeverCommittedStartsAtTheLogsBeginning() {
        assertThat(StartingPoint.of(Optional.empty(), "", 40, 100)).isEqualTo(new StartingPoint.FirstStart(40));
    }

    @Test
    void aSettledCommitIsWhereWorkGoesOn() {
        assertThat(StartingPoint.of(Optional.of(50L), CommitNote.SETTLED, 40, 100))
                .isEqualTo(new StartingPoint.Settled(50));
        assertThat(StartingPoint.of(Optional.of(100L), CommitNote.SETTLED, 40, 100))
                .as("at the very end")
                .isEqualTo(new StartingPoint.Settled(100));
    }

    @Test
    void aPlanWithoutItsEndIsOutstanding() {
        OffsetRange range = new OffsetRange(50, 79);
        assertThat(StartingPoint.of(Optional.of(50L), CommitNote.of(range), 40, 100))
                .isEqualTo(new StartingPoint.Outstanding(range));
    }

    @Test
    void aCommitBeforeTheLogsBeginningIsImpossibleAndSaysWhatRetentionTook() {
        assertThat(StartingPoint.of(Optional.of(39L), "", 40, 100))
                .isInstanceOfSatisfying(
                        StartingPoint.Impossible.class,
                        impossible -> assertThat(impossible.why()).contains("39", "40", "retention"));
    }

    @Test
    void aCommitBeyondTheLogsEndIsImpossibleBecauseTheTopicWasMadeAnew() {
        assertThat(StartingPoint.of(Optional.of(101L), "", 0, 100))
                .isInstanceOfSatisfying(
                        StartingPoint.Impossible.class,
                        impossible -> assertThat(impossible.why()).contains("101", "100", "made anew"));
    }

    @Test
    void aNoteThatIsNoPlanFromThereIsImpossible() {
        for (String note :
                new String[] {"something else", "plan:51-60", "plan:50-49", "plan:50-100", "plan:50-", "plan:50-5x"}) {
            assertThat(StartingPoint.of(Optional.of(50L), note, 0, 100))
                    .as(note)
                    .isInstanceOfSatisfying(
                            StartingPoint.Impossible.class,
                            impossible -> assertThat(impossible.why()).contains(note));
        }
    }

    @Test
    void aTokenNamesTopicPartitionAndRangeAndARepairIsAnother() {
        Token token = Token.of("AbC", 3, new OffsetRange(50, 79));
        assertThat(token.text()).isEqualTo("AbC:3:50-79");
        assertThat(token.repair(1).text()).isEqualTo("AbC:3:50-79:repair1");
    }

    @Test
    void aBatchIsFullByRowsOrBytesAndOldLaterWhileBehind() {
        BatchLimits limits = new BatchLimits(10, 1_000, 200, 2_000);
        assertThat(limits.full(9, 999)).isFalse();
        assertThat(limits.full(10, 0)).isTrue();
        assertThat(limits.full(1, 1_000)).isTrue();
        assertThat(limits.old(199, false)).isFalse();
        assertThat(limits.old(200, false)).isTrue();
        assertThat(limits.old(1_999, true)).isFalse();
        assertThat(limits.old(2_000, true)).isTrue();
    }
}

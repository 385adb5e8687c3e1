package io.tickhouse.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickhouse.market.FeedState;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.GapStatus;
import io.tickhouse.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What captures say, or leave unsaid, becomes a gap, and what becomes of it. */
class FeedGapTest extends GapScene {
    @Test
    void anOutageIsOneGapWithTheIdsItCost() {
        trades(Topics.TRADES, "v:S", 1, 100);
        status("trades", FeedState.LIVE, 1, null);
        status("trades", FeedState.DISCONNECTED, 100, 100L);
        GapEvent told = gaps().getFirst();
        assertThat(told.getCause()).isEqualTo("OUTAGE");
        assertThat(told.getToTime()).isNull();
        status("trades", FeedState.LIVE, 110, 100L);
        trades(Topics.TRADES, "v:S", 111, 200);
        assertThat(gaps())
                .allSatisfy(gap -> assertThat(gap.getGapId()).isEqualTo(told.getGapId()))
                .last()
                .satisfies(gap -> {
                    assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
                    assertThat(gap.getFirstMissing()).isEqualTo(101);
                    assertThat(gap.getLastMissing()).isEqualTo(110);
                });
        trades(Topics.TRADES, "v:S", 101, 110);
        assertThat(gaps()).last().satisfies(gap -> {
            assertThat(gap.getGapId()).isEqualTo(told.getGapId());
            assertThat(gap.getStatus()).isEqualTo(GapStatus.REPAIRED);
        });
    }

    @Test
    void aSilenceAfterWhichIdsFollowOnIsTheVenuesAndExplained() {
        trades(Topics.TRADES, "v:S", 1, 100);
        status("trades", FeedState.LIVE, 1, null);
        status("trades", FeedState.STALE, 160, 100L);
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getCause()).isEqualTo("SILENCE");
            assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
        });
        status("trades", FeedState.LIVE, 190, 100L);
        trades(Topics.TRADES, "v:S", 101, 150);
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(gaps()).last().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.EXPLAINED);
            assertThat(gap.getExplanation()).contains("ids follow on");
        });
    }

    @Test
    void aBrokenBookCannotBeRecoveredAndASilentOneThatWentOnLostNothing() {
        status("l2", FeedState.LIVE, 1, 5L);
        status("l2", FeedState.RESYNC, 2, 7L);
        status("l2", FeedState.LIVE, 3, 9L);
        assertThat(gaps())
                .extracting(gap -> gap.getCause() + " " + gap.getStatus())
                .containsExactly("BROKEN_BOOK OPEN", "BROKEN_BOOK UNRECOVERABLE");
        status("l2", FeedState.STALE, 20, 9L);
        status("l2", FeedState.LIVE, 30, 9L);
        assertThat(gaps())
                .extracting(gap -> gap.getCause() + " " + gap.getStatus())
                .containsExactly("SILENCE OPEN", "SILENCE EXPLAINED");
    }

    @Test
    void whileAnotherCaptureIsLiveNothingIsMissing() {
        status("mark-prices", FeedState.LIVE, 1, null, "one/c.1");
        status("mark-prices", FeedState.LIVE, 2, null, "two/c.1");
        status("mark-prices", FeedState.DISCONNECTED, 3, null, "one/c.1");
        assertThat(gaps()).isEmpty();
        status("mark-prices", FeedState.DISCONNECTED, 4, null, "two/c.1");
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void aCaptureThatIsKilledIsMissedWhenItsWordStaysAway() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 30, 5L, "one/c.1");
        aggregator.advance(Duration.ofSeconds(129));
        assertThat(gaps()).isEmpty();
        aggregator.advance(Duration.ofSeconds(3));
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getCause()).isEqualTo("OUTAGE");
            assertThat(gap.getStatus()).isEqualTo(GapStatus.OPEN);
            assertThat(gap.getFromTime()).isEqualTo(START.plusSeconds(30));
            assertThat(gap.getToTime()).isNull();
        });
        status("l2", FeedState.LIVE, 140, 9L, "two/c.1");
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.getStatus()).isEqualTo(GapStatus.UNRECOVERABLE);
            assertThat(gap.getToTime()).isEqualTo(START.plusSeconds(140));
        });
    }

    @Test
    void aCaptureThatIsKilledAndStartedAgainHasMissedWhatLiesBetween() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 20, 9L, "two/c.1");
        for (int second = 30; second <= 120; second += 30) {
            aggregator.advance(Duration.ofSeconds(30));
            status("l2", FeedState.LIVE, second, 9L, "two/c.1");
        }
        assertThat(gaps())
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.getFromTime()).isEqualTo(START))
                .last()
                .satisfies(gap -> {
                    assertThat(gap.getStatus()).isEqualTo(GapStatus.UNRECOVERABLE);
                    assertThat(gap.getToTime()).isEqualTo(START.plusSeconds(20));
                });
        status("l2", FeedState.DISCONNECTED, 125, 9L, "two/c.1");
        assertThat(gaps())
                .as("the one that was killed does not vouch for anything any more")
                .hasSize(1);
    }

    @Test
    void ofTwoCapturesOneMayBeKilledAndNothingIsMissing() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        status("l2", FeedState.LIVE, 1, 5L, "two/c.1");
        status("l2", FeedState.LIVE, 30, 5L, "one/c.1");
        for (int second = 30; second <= 180; second += 30) {
            aggregator.advance(Duration.ofSeconds(30));
            status("l2", FeedState.LIVE, second, 9L, "two/c.1");
        }
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aWordThatWasOnlyLateExplainsTheGap() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        aggregator.advance(Duration.ofSeconds(110));
        status("l2", FeedState.LIVE, 111, 9L, "one/c.1");
        assertThat(gaps()).extracting(GapEvent::getStatus).containsExactly(GapStatus.OPEN, GapStatus.EXPLAINED);
    }

    @Test
    void whileFeedStatusWaitsToBeReadNobodyIsMissed() {
        startInTime();
        status("l2", FeedState.LIVE, 0, 5L, "one/c.1");
        aggregator.backlog(true);
        aggregator.advance(Duration.ofSeconds(200));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void anOutageOfWhatAnArchiveMayBringIsOpenUntilAProofSpansIt() {
        status("agg-trades", FeedState.LIVE, 1, 1L);
        status("agg-trades", FeedState.DISCONNECTED, 10, 5L);
        status("agg-trades", FeedState.LIVE, 20, 5L);
        assertThat(gaps()).extracting(GapEvent::getStatus).containsOnly(GapStatus.OPEN);
        coverage("agg-trades", null, null, START.plusSeconds(11), START.plusSeconds(100));
        assertThat(gaps()).as("it begins too late").isEmpty();
        coverage("agg-trades", 1L, 9L, START, START.plusSeconds(100));
        assertThat(gaps()).extracting(GapEvent::getStatus).containsExactly(GapStatus.REPAIRED);
    }

    @Test
    void anInstrumentThatIsDelistedHasNoOutageAndItsLastSilenceIsExplained() {
        status("trades", FeedState.LIVE, 10, 1L);
        status("trades", FeedState.STALE, 70, 9L);
        delisted("trades", 100);
        status("l2", FeedState.LIVE, 10, null);
        delisted("l2", 100);
        assertThat(gaps())
                .extracting(GapEvent::getDataType, GapEvent::getCause, GapEvent::getStatus)
                .containsExactly(
                        tuple("trades", "SILENCE", GapStatus.OPEN), tuple("trades", "SILENCE", GapStatus.EXPLAINED));
    }
}

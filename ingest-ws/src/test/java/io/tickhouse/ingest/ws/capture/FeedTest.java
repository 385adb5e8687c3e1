package io.tickhouse.ingest.ws.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.binancespot.Adapter;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final long SECOND = 1_000_000_000L;

    private final Feed feed = new Feed(DataType.TRADES, "AAAUSDT", "binance-spot:AAAUSDT", Duration.ofSeconds(10));

    @Test
    void aVenueThatBeginsItsIdsAnewIsFollowedAfterAWhileAndAReplayIsNot() {
        assertThat(feed.observe(trade(5_000_000), 0)).isEqualTo(new Step.First());
        for (int id = 1; id <= 2_000; id++) {
            assertThat(feed.observe(trade(id), 10 * SECOND)).as("a replay").isEqualTo(new Step.Repeated());
        }
        assertThat(feed.observe(trade(2_001), 61 * SECOND)).isEqualTo(new Step.First());
        assertThat(feed.observe(trade(2_002), 61 * SECOND)).isEqualTo(new Step.Next());
    }

    @Test
    void aBookTickerThatIsNotAboveTheLastWasToldByAnotherSocket() {
        assertThat(feed.observe(ticker(10), 0)).isEqualTo(new Step.Next());
        assertThat(feed.observe(ticker(10), 0)).isEqualTo(new Step.Repeated());
        assertThat(feed.observe(ticker(15), 0)).isEqualTo(new Step.Next());
        assertThat(feed.observe(ticker(12), 0)).isEqualTo(new Step.Repeated());
        feed.forgetTickers();
        assertThat(feed.observe(ticker(3), 0)).isEqualTo(new Step.Next());
    }

    @Test
    void eachRenewalInVainTakesTwiceAsLongAndDataMakesItImpatientAgain() {
        feed.hasData(0);
        assertThat(feed.isSilent(10 * SECOND)).isFalse();
        assertThat(feed.isSilent(10 * SECOND + 1)).isTrue();
        feed.waitLonger(11 * SECOND);
        assertThat(feed.isSilent(31 * SECOND)).isFalse();
        assertThat(feed.isSilent(31 * SECOND + 1)).isTrue();
        for (int i = 0; i < 20; i++) {
            feed.waitLonger(0);
        }
        assertThat(feed.isSilent(3_601 * SECOND)).as("an hour at most").isTrue();
        feed.hasData(6 * SECOND);
        assertThat(feed.isSilent(16 * SECOND + 1)).isTrue();
    }

    @Test
    void tradesToldAgainOnEverySubscribingAreNoSignOfIdsBegunAnew() {
        feed.observe(trade(5_000_000), 0);
        for (int i = 0; i < 5_000; i++) {
            assertThat(feed.observe(backfill(4_999_951 + i % 50), 600 * SECOND)).isEqualTo(new Step.Repeated());
        }
        assertThat(feed.observe(trade(5_000_001), 601 * SECOND)).isEqualTo(new Step.Next());
    }

    @Test
    void whatIsToldOnSubscribingAnewLeavesThePatienceAsItIs() {
        feed.hasData(0);
        feed.waitLonger(11 * SECOND);
        feed.hasData(12 * SECOND);
        assertThat(feed.isSilent(32 * SECOND)).isFalse();
        assertThat(feed.isSilent(32 * SECOND + 1)).isTrue();
        feed.hasData(17 * SECOND);
        assertThat(feed.isSilent(27 * SECOND + 1)).isTrue();
    }

    private static Message.Fact backfill(long id) {
        Message.Fact told = trade(id);
        ((Trade) told.value()).setSource(Source.BACKFILL);
        return told;
    }

    private static Message.Fact trade(long id) {
        return fact("{\"e\":\"trade\",\"E\":1767225600012,\"s\":\"AAAUSDT\",\"t\":" + id
                + ",\"p\":\"1\",\"q\":\"1\",\"T\":1767225600011,\"m\":true}");
    }

    private static Message.Fact ticker(long id) {
        return fact("{\"u\":" + id + ",\"s\":\"AAAUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}");
    }

    private static Message.Fact fact(String frame) {
        Decoded decoded = new Adapter()
                .frames()
                .decode(frame.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-03-01T00:00:00Z"));
        return (Message.Fact) ((Decoded.Mapped) decoded).messages().getFirst();
    }
}

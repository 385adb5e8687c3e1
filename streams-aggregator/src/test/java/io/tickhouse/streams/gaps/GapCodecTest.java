package io.tickhouse.streams.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Source;
import io.tickhouse.streams.coverage.Fact;
import io.tickhouse.streams.coverage.FactSerde;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.coverage.SpanProofs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was saved in mid-life goes on as if nothing had happened, and facts arrive as they were sent. */
class GapCodecTest {
    private static final FactSerde FACTS = new FactSerde();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRestoredInstrumentSaysWhatOneThatWasNeverSavedSays(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        SymbolGaps kept = SymbolGaps.begin("v:S");
        SymbolGaps restored = SymbolGaps.begin("v:S");
        List<GapEvent> expected = new ArrayList<>();
        List<GapEvent> found = new ArrayList<>();
        long now = 1_700_000_000_000L;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(3_000);
            if (random.nextInt(4) == 0) {
                FeedStatus status = status(random, now);
                kept.status(status, now, expected::add);
                restored.status(status, now, found::add);
            } else {
                Fact fact = fact(random, now);
                kept.fact(fact, now, expected::add);
                restored.fact(
                        FACTS.deserializer().deserialize("", FACTS.serializer().serialize("", fact)), now, found::add);
            }
            kept.tick(now, expected::add);
            restored.tick(now, found::add);
            if (random.nextInt(10) == 0) {
                kept.missWords(20_000, now, expected::add);
                restored.missWords(20_000, now, found::add);
            }
            if (random.nextInt(5) == 0) {
                restored = GapCodec.decode(GapCodec.encode(restored));
            }
        }
        assertThat(expected).as("seed " + seed).hasSizeGreaterThan(500);
        assertThat(found).as("seed " + seed).isEqualTo(expected);
    }

    private static Fact fact(Random random, long now) {
        Fact.Lane lane = random.nextBoolean() ? Fact.Lane.LIVE : Fact.Lane.HISTORY;
        long first = random.nextInt(500);
        long last = first + random.nextInt(20);
        long time = now * 1_000;
        return switch (random.nextInt(6)) {
            case 0 -> new Fact.Covered(lane, first, last);
            case 1 -> new Fact.Found(lane, first);
            case 2 ->
                new Fact.Proven(
                        random.nextBoolean() ? "trades" : "agg-trades",
                        random.nextBoolean() ? "ARCHIVE_FILE" : "BACKFILL",
                        new SpanProofs.Proof(
                                time - 60_000_000,
                                time,
                                random.nextBoolean() ? first : null,
                                random.nextBoolean() ? last : null));
            default ->
                new Fact.Missing(
                        lane, new Hole(first, last, time - 5_000_000, time, random.nextInt(4) == 0 ? "a rule" : null));
        };
    }

    private static FeedStatus status(Random random, long now) {
        String[] types = {"trades", "l2", "agg-trades", "mark-prices", "klines"};
        FeedState[] states = FeedState.values();
        return FeedStatus.newBuilder()
                .setVenue("v")
                .setSymbol("S")
                .setDataType(types[random.nextInt(types.length)])
                .setState(states[random.nextInt(states.length)])
                .setReason(random.nextInt(5) == 0 ? "3 records not published" : null)
                .setConnectionId("capture" + random.nextInt(2) + "/c." + random.nextInt(3))
                .setLastSequence(random.nextBoolean() ? (long) random.nextInt(500) : null)
                .setEventTime(Instant.ofEpochMilli(now))
                .setSource(Source.LIVE)
                .build();
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] bytes = GapCodec.encode(SymbolGaps.begin("v:S"));
        bytes[0] = 99;
        assertThatThrownBy(() -> GapCodec.decode(bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
    }
}

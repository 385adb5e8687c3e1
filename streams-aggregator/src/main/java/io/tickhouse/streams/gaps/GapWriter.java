package io.tickhouse.streams.gaps;

import io.tickhouse.market.GapEvent;
import io.tickhouse.market.GapStatus;
import io.tickhouse.schemas.market.Times;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the events of one instrument's gaps. Times are microseconds since 1970-01-01T00:00:00Z. */
final class GapWriter {
    private final String venue;
    private final String symbol;
    private final Consumer<GapEvent> out;

    /** @param key {@code venue:symbol} */
    GapWriter(String key, Consumer<GapEvent> out) {
        int colon = key.indexOf(':');
        this.venue = key.substring(0, Math.max(0, colon));
        this.symbol = key.substring(colon + 1);
        this.out = out;
    }

    /**
     * What an event says of a gap beside its status.
     *
     * @param first lowest missing id; null where the gap is a span of time
     * @param last highest missing id
     * @param count how many are missing
     * @param from when it begins
     * @param to when it ends, null while it does not
     * @param detected when it was found
     */
    record About(
            String gapId,
            String dataType,
            String cause,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable Long count,
            @Nullable Long from,
            @Nullable Long to,
            long detected) {}

    /** @param now milliseconds since 1970-01-01T00:00:00Z */
    void write(About about, GapStatus status, @Nullable String explanation, long now) {
        out.accept(GapEvent.newBuilder()
                .setVenue(venue)
                .setSymbol(symbol)
                .setGapId(about.gapId())
                .setDataType(about.dataType())
                .setStatus(status)
                .setCause(about.cause())
                .setFirstMissing(about.first())
                .setLastMissing(about.last())
                .setMissingCount(about.count())
                .setFromTime(instant(about.from()))
                .setToTime(instant(about.to()))
                .setExplanation(explanation)
                .setDetectedTime(Instant.ofEpochMilli(about.detected()))
                .setUpdateTime(Instant.ofEpochMilli(now))
                .build());
    }

    private static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null ? null : Times.instant(micros);
    }
}

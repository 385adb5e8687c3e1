package io.tickhouse.ingest.ws.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Kline;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenKlinesTest {
    private final OpenKlines klines = new OpenKlines();

    @Test
    void aCandleIsClosedAsItWasLastToldWhenTheNextOneBegins() {
        assertThat(klines.closedBy(kline("1m", 0, "1", Source.LIVE), "a")).isEmpty();
        Kline last = kline("1m", 0, "2", Source.LIVE, false);
        assertThat(klines.closedBy(last, "a")).isEmpty();
        assertThat(klines.closedBy(kline("5m", 0, "9", Source.LIVE), "a")).isEmpty();
        assertThat(klines.closedBy(kline("1m", 3, "3", Source.LIVE), "a"))
                .contains(kline("1m", 0, "2", Source.LIVE, true));
        assertThat(klines.closedBy(kline("1m", 0, "4", Source.LIVE), "a"))
                .as("an older one closes nothing")
                .isEmpty();
        assertThat(klines.closedBy(kline("1m", 4, "3", Source.LIVE), "a").map(Kline::getOpenTime))
                .contains(Instant.EPOCH.plusSeconds(180));
    }

    @Test
    void whatAnEndedLinkLeftOpenStaysOpen() {
        klines.closedBy(kline("1m", 0, "1", Source.LIVE), "a");
        assertThat(klines.closedBy(kline("1m", 1, "2", Source.LIVE), "b")).isEmpty();
        assertThat(klines.closedBy(kline("1m", 2, "3", Source.LIVE), "b")).isPresent();
    }

    @Test
    void twoLinksSideBySideEachCloseTheirs() {
        klines.closedBy(kline("1m", 0, "1", Source.LIVE), "a");
        klines.closedBy(kline("1m", 0, "1", Source.LIVE), "b");
        assertThat(klines.closedBy(kline("1m", 1, "2", Source.LIVE), "a")).isPresent();
        assertThat(klines.closedBy(kline("1m", 1, "2", Source.LIVE), "b")).isPresent();
    }

    @Test
    void whatIsToldOnSubscribingClosesNothingAndIsClosedByWhatFollows() {
        klines.closedBy(kline("1m", 0, "1", Source.LIVE), "a");
        assertThat(klines.closedBy(kline("1m", 1, "2", Source.BACKFILL), "a")).isEmpty();
        assertThat(klines.closedBy(kline("1m", 2, "3", Source.LIVE), "a").map(Kline::getClosed))
                .contains(true);
    }

    private static Kline kline(String interval, int minute, String close, Source source) {
        return kline(interval, minute, close, source, false);
    }

    private static Kline kline(String interval, int minute, String close, Source source, boolean closed) {
        Instant open = Instant.EPOCH.plusSeconds(60L * minute);
        BigDecimal price = new BigDecimal(close);
        return new Kline(
                "kraken-spot",
                "AAA/USD",
                PriceType.TRADE,
                interval,
                open,
                open.plusSeconds(60),
                price,
                price,
                price,
                price,
                price,
                null,
                null,
                null,
                7L,
                QuantityUnit.BASE,
                closed,
                open,
                null,
                open,
                source);
    }
}

package io.tickhouse.ingest.bulk.setup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchiveVenuesTest {
    @Test
    void anUnknownVenueIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> ArchiveVenues.of("mtgox"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected a venue of binance-spot, binance-usdm, binance-coinm, bybit-linear, bybit-inverse,"
                                + " bybit-spot, found 'mtgox'");
    }
}

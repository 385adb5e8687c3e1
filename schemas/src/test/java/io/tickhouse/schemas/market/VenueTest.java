package io.tickhouse.schemas.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.QuantityUnit;
import org.junit.jupiter.api.Test;

class VenueTest {
    @Test
    void aKnownVenueIsFoundByItsName() {
        assertThat(Venue.of("binance-spot")).contains(Venue.BINANCE_SPOT);
        assertThat(Venue.of("binance-usdm")).contains(Venue.BINANCE_USDM);
        assertThat(Venue.of("binance-coinm")).contains(Venue.BINANCE_COINM);
    }

    @Test
    void namesAreAnOpenSetSoAnUnknownVenueIsEmptyAndNoError() {
        assertThat(Venue.of("kraken-futures")).isEmpty();
        assertThat(Venue.of("BINANCE-SPOT")).isEmpty();
    }

    @Test
    void coinMarginedContractsAreCountedAndTheOthersAreInBase() {
        assertThat(Venue.BINANCE_COINM.quantityUnit()).isEqualTo(QuantityUnit.CONTRACT);
        assertThat(Venue.BINANCE_USDM.quantityUnit()).isEqualTo(QuantityUnit.BASE);
        assertThat(Venue.BINANCE_SPOT.quantityUnit()).isEqualTo(QuantityUnit.BASE);
    }
}

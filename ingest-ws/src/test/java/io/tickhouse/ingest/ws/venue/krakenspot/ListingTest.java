package io.tickhouse.ingest.ws.venue.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** AssetPairs, written by hand from the venue's documentation. */
class ListingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static List<Instrument> read(String result) {
        byte[] body = ("{\"error\":[],\"result\":{" + result + "}}").getBytes(StandardCharsets.UTF_8);
        return Listing.read(body, NOW).stream()
                .map(Message.Fact::value)
                .map(Instrument.class::cast)
                .toList();
    }

    private static String pair(String name, String wsname, String more) {
        return "\"" + name + "\":{\"altname\":\"X\",\"wsname\":\"" + wsname
                + "\",\"pair_decimals\":1,\"lot_decimals\":8" + more + ",\"status\":\"online\"}";
    }

    @Test
    void pairsHaveTheNamesOfTheSecondVersionOfTheSockets() {
        assertThat(read(pair("XXBTZUSD", "XBT/USD", ",\"tick_size\":\"0.1\"")
                        + ","
                        + pair("XDGEUR", "XDG/EUR", "")
                        + ",\"XXBTZUSD.d\":{\"altname\":\"XBTUSD.d\",\"status\":\"online\"}"))
                .extracting(
                        Instrument::getSymbol,
                        Instrument::getBase,
                        instrument -> instrument.getTickSize().toPlainString(),
                        instrument -> instrument.getLotSize().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "BTC/USD", "BTC", "0.100000000000000000", "0.000000010000000000"),
                        org.assertj.core.groups.Tuple.tuple(
                                "DOGE/EUR", "DOGE", "0.100000000000000000", "0.000000010000000000"));
    }

    @Test
    void whatIsNoPairIsRefused() {
        assertThatThrownBy(() -> read(pair("X", "XBTUSD", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a name such as XBT/USD");
        assertThatThrownBy(() -> Listing.read("{\"error\":[]}".getBytes(StandardCharsets.UTF_8), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

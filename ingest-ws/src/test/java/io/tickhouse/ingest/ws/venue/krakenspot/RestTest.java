package io.tickhouse.ingest.ws.venue.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.RestRefusal;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final Rest rest = new Rest();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tradesAreAskedForByTheTimeOfTheLastOneKnownUnderTheirOldName() {
        assertThat(rest.trades("BTC/USD", 70_000_001, Instant.parse("2026-02-28T12:00:00.123456Z"), 5_000))
                .contains(new RestRequest("/0/public/Trades?pair=XBTUSD&since=1772280000123455000&count=1000", 1));
        assertThat(rest.trades("DOGE/BTC", 1, Instant.parse("2026-02-28T12:00:00Z"), 10))
                .contains(new RestRequest("/0/public/Trades?pair=XDGXBT&since=1772279999999999000&count=10", 1));
    }

    @Test
    void tradesAreReadAsBackfill() {
        List<Message.Fact> trades = rest.readTrades(
                "BTC/USD",
                bytes(
                        "{\"error\":[],\"result\":{\"XXBTZUSD\":[[\"61837.60000\",\"0.00125000\",1772279999.1234567,\"b\",\"l\",\"\",7],"
                                + "[\"61837.50000\",\"2.00000000\",1772280000,\"s\",\"m\",\"\",8]],\"last\":\"1772280000000000000\"}}"),
                NOW);
        assertThat(trades).extracting(Message.Fact::lastId).containsExactly(7L, 8L);
        Trade trade = (Trade) trades.getFirst().value();
        assertThat(trade.getEventTime()).isEqualTo(Instant.parse("2026-02-28T11:59:59.123456Z"));
        assertThat(trade.getPrice()).isEqualByComparingTo("61837.6");
        assertThat(trade.getQuantity()).isEqualByComparingTo("0.00125");
        assertThat(trade.getSide()).isEqualTo(Side.BUY);
        assertThat(trade.getSource()).isEqualTo(Source.BACKFILL);
        assertThat(trade.getReceiveTime()).isNull();
        assertThat(((Trade) trades.getLast().value()).getSide()).isEqualTo(Side.SELL);
    }

    @Test
    void anAnswerOfAnotherShapeIsRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> rest.readTrades("BTC/USD", bytes("{\"result\":{\"X\":[[\"1\",\"1\"]]}}"), NOW))
                .hasMessageContaining("expected a trade as [price, volume, time, side, type, misc, id]");
        assertThatThrownBy(() -> rest.readTime(bytes("{\"error\":[],\"result\":{}}")))
                .hasMessageContaining("expected 'unixtime'");
    }

    @Test
    void errorsComeWithStatus200AndSomeWantToBeAskedLessOften() {
        assertThat(rest.refusal(bytes("{\"error\":[],\"result\":{\"unixtime\":1772280000}}")))
                .isEmpty();
        assertThat(rest.refusal(bytes("{\"error\":[\"EAPI:Rate limit exceeded\"]}")))
                .contains(new RestRefusal("[\"EAPI:Rate limit exceeded\"]", true));
        assertThat(rest.refusal(bytes("{\"error\":[\"EGeneral:Too many requests\"]}")))
                .contains(new RestRefusal("[\"EGeneral:Too many requests\"]", true));
        assertThat(rest.refusal(bytes("{\"error\":[\"EService:Unavailable\"]}")))
                .contains(new RestRefusal("[\"EService:Unavailable\"]", false));
    }

    @Test
    void theClockIsReadInFullSeconds() {
        assertThat(rest.readTime(bytes("{\"error\":[],\"result\":{\"unixtime\":1772280000,\"rfc1123\":\"\"}}")))
                .isEqualTo(Instant.parse("2026-02-28T12:00:00.500Z"));
    }
}

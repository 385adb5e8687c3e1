package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.decode.TradeColumns;
import io.tickhouse.ingest.bulk.venue.binance.TradeLayouts.Layout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeLayoutsTest {
    private static final TradeColumns SEVEN = new TradeColumns(7, 0, 1, 2, 3, 4, 5, 6);
    private static final TradeColumns SIX = new TradeColumns(6, 0, 1, 2, 3, 4, 5, TradeColumns.NONE);
    private static final TradeColumns SIX_WITHOUT_QUOTE =
            new TradeColumns(6, 0, 1, 2, TradeColumns.NONE, 4, 5, TradeColumns.NONE);

    @Test
    void filesWithoutAHeaderAreReadByPosition() throws UnknownLayout {
        assertThat(layout(BinanceMarket.SPOT, "1,2,3,6,1502942428322,True,True"))
                .isEqualTo(new Layout(false, SEVEN));
        assertThat(layout(BinanceMarket.UM, "1,2,3,6,1502942428322,true")).isEqualTo(new Layout(false, SIX));
        assertThat(layout(BinanceMarket.CM, "1,2,3,6,1502942428322,true"))
                .isEqualTo(new Layout(false, SIX_WITHOUT_QUOTE));
    }

    @Test
    void filesWithAHeaderAreReadByName() throws UnknownLayout {
        assertThat(layout(BinanceMarket.UM, "id,price,qty,quote_qty,time,is_buyer_maker"))
                .isEqualTo(new Layout(true, SIX));
        assertThat(layout(BinanceMarket.CM, "id,price,qty,base_qty,time,is_buyer_maker"))
                .isEqualTo(new Layout(true, SIX_WITHOUT_QUOTE));
        assertThat(layout(BinanceMarket.UM, "time,id,qty,price,is_buyer_maker,quote_qty"))
                .isEqualTo(new Layout(true, new TradeColumns(6, 1, 3, 2, 5, 0, 4, TradeColumns.NONE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SPOT | 1,2,3,6,1502942428322,True",
                "UM | 1,2,3,6,1502942428322,True,True",
                "UM | id,price,qty,base_qty,time,is_buyer_maker",
                "UM | id,price,amount,quote_qty,time,is_buyer_maker",
                "CM | id,id,qty,base_qty,time,is_buyer_maker",
                "CM | <html>,a,b,c,d,e"
            })
    void anyOtherFirstLineIsAnErrorThatShowsIt(BinanceMarket market, String line) {
        assertThatThrownBy(() -> layout(market, line))
                .isInstanceOf(UnknownLayout.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("'" + line + "'");
    }

    private static Layout layout(BinanceMarket market, String line) throws UnknownLayout {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return TradeLayouts.of(
                BinanceArchive.trades(market, "BTCUSDT", LocalDate.of(2024, 3, 1)), bytes, 0, bytes.length);
    }
}

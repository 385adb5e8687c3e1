package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rows of every layout, worked out by hand from the first trades of seed 7. They also pin the seed: benchmarks and
 * recorded expectations rest on it.
 */
class LayoutsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final String KLINES_HEADER =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,"
                    + "ignore";

    private final Simulated spot = Simulated.of(Market.SPOT, "SIMUSDT", DAY, DAY, 30);
    private final Simulated um = Simulated.of(Market.UM, "SIMUSDT", DAY, DAY, 30);
    private final Simulated cm = Simulated.of(Market.CM, "SIMUSD_PERP", DAY, DAY, 30);

    @Test
    void spotHasNoHeadersMicrosecondsAndEightDecimals() throws IOException {
        assertThat(day(spot, "trades"))
                .startsWith(
                        "176828956,57875.37000000,0.01112000,643.5741144000000000,1767228180052535,True,True",
                        "176828957,57875.25000000,0.00585000,338.5702125000000000,1767229950857865,False,True",
                        "176828958,57875.10000000,0.00082000,47.4575820000000000,1767235807353977,True,True",
                        "176828959,57874.95000000,0.00018000,10.4174910000000000,1767239054750487,True,True",
                        "176828960,57874.83000000,0.06704000,3879.9286032000000000,1767240044188804,True,True",
                        "176828961,57874.68000000,0.00115000,66.5558820000000000,1767241954924324,True,True");
        assertThat(day(spot, "aggTrades"))
                .startsWith(
                        "58942985,57875.37000000,0.01112000,176828956,176828956,1767228180052535,True,True",
                        "58942986,57875.25000000,0.00585000,176828957,176828957,1767229950857865,False,True");
        assertThat(day(spot, "klines:1h"))
                .startsWith(
                        "1767225600000000,57875.37000000,57875.37000000,57875.37000000,57875.37000000,0.01112000,"
                                + "1767229199999999,643.57411440,1,0.00000000,0.00000000,0",
                        "1767229200000000,57875.25000000,57875.25000000,57875.25000000,57875.25000000,0.00585000,"
                                + "1767232799999999,338.57021250,1,0.00585000,338.57021250,0")
                .contains("1767240000000000,57874.83000000,57874.83000000,57874.68000000,57874.68000000,0.06819000,"
                        + "1767243599999999,3946.48448520,2,0.00000000,0.00000000,0");
    }

    @Test
    void usdMarginedFilesHaveHeadersMillisecondsAndTheSymbolsDecimals() throws IOException {
        assertThat(day(um, "trades"))
                .startsWith(
                        "id,price,qty,quote_qty,time,is_buyer_maker",
                        "1034344464,67891.00,0.039,2647.749,1767231240082,true",
                        "1034344465,67891.30,0.001,67.8913,1767234250267,true",
                        "1034344466,67892.20,0.033,2240.4426,1767243937798,true",
                        "1034344467,67892.70,0.005,339.4635,1767249210352,false");
        assertThat(day(um, "aggTrades"))
                .startsWith(
                        "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
                        "344781488,67891.00,0.039,1034344464,1034344464,1767231240082,true");
        assertThat(day(um, "klines:1h"))
                .startsWith(
                        KLINES_HEADER,
                        "1767225600000,67891.20,67891.20,67891.20,67891.20,0.000,1767229199999,0.00000,0,0.000,0.00000,0",
                        "1767229200000,67891.00,67891.00,67891.00,67891.00,0.039,1767232799999,2647.74900,1,0.000,"
                                + "0.00000,0")
                .contains("1767247200000,67892.70,67892.70,67892.70,67892.70,0.005,1767250799999,339.46350,1,0.005,"
                        + "339.46350,0");
        assertThat(day(um, "markPriceKlines:4h"))
                .startsWith(
                        KLINES_HEADER,
                        "1767225600000,67891.20000000,67910.86118049,67891.20000000,67910.86118049,0,1767239999999,0,14400,"
                                + "0,0,0");
        assertThat(day(um, "indexPriceKlines:4h").get(1))
                .isEqualTo(
                        "1767225600000,67891.20000000,67930.42236098,67891.20000000,67930.42236098,0,1767239999999,0,"
                                + "14400,0,0,0");
        assertThat(day(um, "premiumIndexKlines:4h").get(1))
                .isEqualTo("1767225600000,0.00000000,0.00000000,-0.00057591,-0.00057591,0,1767239999999,0,14400,0,0,0");
        assertThat(day(um, "metrics"))
                .startsWith(
                        "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
                                + "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio",
                        "2026-01-01 00:05:00,SIMUSDT,4800.0000000000000000,325877760.0000000000000000,,,,");
        assertThat(um.month(Dataset.parse("fundingRate"), YearMonth.from(DAY)))
                .containsExactly(
                        "calc_time,funding_interval_hours,last_funding_rate",
                        "1767225600009,8,0.00010000",
                        "1767254400007,8,-0.00007577",
                        "1767283200003,8,-0.00067992");
    }

    @Test
    void coinMarginedFilesCountContractsAndTheirWorthInBase() throws IOException {
        assertThat(day(cm, "trades"))
                .startsWith(
                        "id,price,qty,base_qty,time,is_buyer_maker",
                        "3127895077,56621.8,1,0.00176610,1767229800382,false",
                        "3127895078,56622.1,1,0.00176609,1767234379385,false",
                        "3127895079,56622.4,14,0.02472520,1767237360311,false");
        assertThat(day(cm, "klines:1h").get(4))
                .isEqualTo(
                        "1767236400000,56622.4,56622.4,56622.4,56622.4,14,1767239999999,0.02472520,1,14,0.02472520,0");
        assertThat(day(cm, "aggTrades").get(3))
                .isEqualTo("1042631694,56622.4,14,3127895079,3127895079,1767237360311,false");
        assertThat(day(cm, "metrics").get(1))
                .isEqualTo("2026-01-01 00:00:00,SIMUSD_PERP,1200000.0000000000000000,2119.3250656100000000,,,,");
    }

    private static List<String> day(Simulated simulated, String dataset) throws IOException {
        return simulated.day(Dataset.parse(dataset), DAY);
    }
}

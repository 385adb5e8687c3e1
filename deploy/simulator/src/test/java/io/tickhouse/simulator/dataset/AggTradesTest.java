package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Aggregates against groups made anew from the text of the trades files. */
class AggTradesTest {
    private static final Dataset AGG_TRADES = Dataset.of(DataType.AGG_TRADES);

    @ParameterizedTest
    @CsvSource({
        "SPOT,SIMUSDT,2026-01-01",
        "SPOT,SIMUSDT,2024-12-30",
        "UM,BBBUSDT,2026-01-01",
        "CM,SIMUSD_PERP,2026-01-01"
    })
    void neighbouringTradesOfOneSidePriceAndMomentAreOne(Market market, String symbol, LocalDate from)
            throws IOException {
        Simulated simulated = Simulated.of(market, symbol, from, from.plusDays(1), 30_000);
        List<String> aggregates = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (LocalDate day : List.of(from, from.plusDays(1))) {
            List<String> lines = simulated.day(AGG_TRADES, day);
            aggregates.addAll(Simulated.rows(lines));
            expected.addAll(grouped(Simulated.rows(simulated.day(Dataset.TRADES, day))));
        }

        assertThat(aggregates.stream().map(row -> row.substring(row.indexOf(',') + 1)))
                .isEqualTo(expected);
        long firstId = id(aggregates.getFirst());
        for (int i = 0; i < aggregates.size(); i++) {
            assertThat(id(aggregates.get(i))).isEqualTo(firstId + i);
        }
        assertThat(aggregates.size()).isBetween(10_000, 28_000);
    }

    @Test
    void rowsLookAsTheVenuesDo() throws IOException {
        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThat(Simulated.of(Market.SPOT, "SIMUSDT", day, day, 1_000).day(AGG_TRADES, day))
                .allMatch(row -> row.matches("\\d+,\\d{5}\\.\\d{8},\\d+\\.\\d{8},\\d+,\\d+,\\d{16},(True|False),True"));
        List<String> um = Simulated.of(Market.UM, "SIMUSDT", day, day, 1_000).day(AGG_TRADES, day);
        assertThat(um.getFirst())
                .isEqualTo("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker");
        assertThat(um.subList(1, um.size()))
                .allMatch(row -> row.matches("\\d+,\\d{5}\\.\\d\\d,\\d+\\.\\d{3},\\d+,\\d+,\\d{13},(true|false)"));
    }

    /** Without the id, which no trade tells. */
    private static List<String> grouped(List<String> trades) {
        List<String> groups = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= trades.size(); i++) {
            if (i == trades.size() || !key(trades.get(i)).equals(key(trades.get(first)))) {
                String[] start = trades.get(first).split(",", -1);
                BigDecimal quantity = trades.subList(first, i).stream()
                        .map(row -> new BigDecimal(row.split(",", -1)[2]))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                groups.add(String.join(
                        ",",
                        start[1],
                        quantity.toPlainString(),
                        start[0],
                        trades.get(i - 1).split(",", -1)[0],
                        start[4],
                        String.join(",", List.of(start).subList(5, start.length))));
                first = i;
            }
        }
        return groups;
    }

    private static String key(String row) {
        String[] columns = row.split(",", -1);
        return columns[1] + columns[4] + columns[5];
    }

    private static long id(String row) {
        return Long.parseLong(row.substring(0, row.indexOf(',')));
    }
}

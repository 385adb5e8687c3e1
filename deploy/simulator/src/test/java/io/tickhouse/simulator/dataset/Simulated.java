package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** A small simulated market and the text of its files. */
record Simulated(SymbolDays days) {
    static Simulated of(Market market, String symbol, LocalDate from, LocalDate to, long trades) {
        return new Simulated(new SymbolDays(MarketPlan.of(7, Instrument.of(market, symbol), from, to, trades)));
    }

    Market market() {
        return days.instrument().market();
    }

    /** All lines of a day's file. */
    List<String> day(Dataset dataset, LocalDate date) throws IOException {
        return lines(dataset, new Period.Day(date));
    }

    List<String> month(Dataset dataset, YearMonth month) throws IOException {
        return lines(dataset, new Period.Month(month));
    }

    List<String> lines(Dataset dataset, Period period) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DatasetCsv.write(dataset, days, period, bytes);
        String text = bytes.toString(StandardCharsets.US_ASCII);
        assertThat(text)
                .doesNotContain("\r")
                .satisfies(
                        all -> assertThat(all.isEmpty() || all.endsWith("\n")).isTrue());
        return text.lines().toList();
    }

    /** The lines without a header. */
    static List<String> rows(List<String> lines) {
        return lines.isEmpty() || Character.isDigit(lines.getFirst().charAt(0))
                ? lines
                : lines.subList(1, lines.size());
    }
}

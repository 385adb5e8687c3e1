package io.tickhouse.ingest.bulk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Missing;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each letter is a day: p both files there, - none, z the ZIP alone, c the CHECKSUM alone. */
class SelectionTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);

    @Test
    void daysMissingAtTheEndsAreLeftOut() throws Missing {
        Selection selection = select("--pp-", true);
        assertThat(selection.present())
                .extracting(file -> file.period().first())
                .containsExactly(day(2), day(3));
        assertThat(selection.missing())
                .extracting(file -> file.period().first())
                .containsExactly(day(0), day(1), day(4));
    }

    @Test
    void daysMissingAtTheEndsAreErrorsWhenAsked() {
        assertThatThrownBy(() -> select("-pp", false))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("BTCUSDT-trades-2024-03-01.zip");
    }

    @Test
    void aMissingDayBetweenTwoOthersIsAnError() {
        assertThatThrownBy(() -> select("p-p", true))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("BTCUSDT-trades-2024-03-02.zip")
                .hasMessageContaining("before and after");
    }

    @Test
    void halfAPairIsAnError() {
        assertThatThrownBy(() -> select("pz", true)).isInstanceOf(Missing.class).hasMessageContaining("its data/spot");
        assertThatThrownBy(() -> select("cp", true))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("its CHECKSUM file is in here, but the ZIP is not");
    }

    @Test
    void nothingAtAllIsAnErrorThatNamesTheFirstFile() {
        assertThatThrownBy(() -> select("---", true))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("BTCUSDT-trades-2024-03-01.zip: not in here (404)");
    }

    private static Selection select(String days, boolean mayMiss) throws Missing {
        List<Presence> found = new ArrayList<>();
        for (int i = 0; i < days.length(); i++) {
            char day = days.charAt(i);
            found.add(new Presence(
                    TestFiles.trades(BinanceMarket.SPOT, "BTCUSDT", day(i)),
                    day == 'p' || day == 'c',
                    day == 'p' || day == 'z' ? OptionalLong.of(1) : OptionalLong.empty()));
        }
        return Selection.of(found, "here", mayMiss);
    }

    private static LocalDate day(int index) {
        return FIRST.plusDays(index);
    }
}

package io.tickhouse.ingest.bulk.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.ArchiveFile.Packaging;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceVenueTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 1);
    private static final YearMonth MONTH = YearMonth.of(2024, 5);

    /** The table of the archive's types; - means that there are no such files. */
    @ParameterizedTest
    @CsvSource({
        "binance-spot, trades, BTCUSDT, data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2024-05-01, data/spot/monthly/trades/BTCUSDT/BTCUSDT-trades-2024-05",
        "binance-usdm, aggTrades, BTCUSDT, data/futures/um/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-05-01, data/futures/um/monthly/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-05",
        "binance-spot, klines:1s, BTCUSDT, data/spot/daily/klines/BTCUSDT/1s/BTCUSDT-1s-2024-05-01, data/spot/monthly/klines/BTCUSDT/1s/BTCUSDT-1s-2024-05",
        "binance-coinm, klines:1d, BTCUSD_PERP, data/futures/cm/daily/klines/BTCUSD_PERP/1d/BTCUSD_PERP-1d-2024-05-01, data/futures/cm/monthly/klines/BTCUSD_PERP/1d/BTCUSD_PERP-1d-2024-05",
        "binance-usdm, klines:3d, BTCUSDT, -, data/futures/um/monthly/klines/BTCUSDT/3d/BTCUSDT-3d-2024-05",
        "binance-spot, klines:1w, BTCUSDT, -, data/spot/monthly/klines/BTCUSDT/1w/BTCUSDT-1w-2024-05",
        "binance-spot, klines:1M, BTCUSDT, -, data/spot/monthly/klines/BTCUSDT/1mo/BTCUSDT-1mo-2024-05",
        "binance-usdm, markPriceKlines:1m, BTCUSDT, data/futures/um/daily/markPriceKlines/BTCUSDT/1m/BTCUSDT-1m-2024-05-01, data/futures/um/monthly/markPriceKlines/BTCUSDT/1m/BTCUSDT-1m-2024-05",
        "binance-coinm, indexPriceKlines:1m, BTCUSD, data/futures/cm/daily/indexPriceKlines/BTCUSD/1m/BTCUSD-1m-2024-05-01, data/futures/cm/monthly/indexPriceKlines/BTCUSD/1m/BTCUSD-1m-2024-05",
        "binance-usdm, premiumIndexKlines:1m, BTCUSDT, data/futures/um/daily/premiumIndexKlines/BTCUSDT/1m/BTCUSDT-1m-2024-05-01, data/futures/um/monthly/premiumIndexKlines/BTCUSDT/1m/BTCUSDT-1m-2024-05",
        "binance-usdm, fundingRate, BTCUSDT, -, data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-05",
        "binance-coinm, metrics, BTCUSD_PERP, data/futures/cm/daily/metrics/BTCUSD_PERP/BTCUSD_PERP-metrics-2024-05-01, -",
    })
    void filesLieWhereTheArchiveHasThem(String venue, String series, String symbol, String day, String month) {
        ArchiveVenue archive = ArchiveVenues.of(venue);
        Dataset dataset = new Dataset(archive.venue(), symbol, Series.parse(series));
        assertThat(archive.has(dataset.series())).isTrue();
        assertFile(archive.day(dataset, DAY), day);
        assertFile(archive.month(dataset, MONTH), month);
    }

    private static void assertFile(Optional<ArchiveFile> file, String stem) {
        assertThat(file.map(ArchiveFile::path))
                .isEqualTo("-".equals(stem) ? Optional.empty() : Optional.of(stem + ".zip"));
        file.ifPresent(found -> {
            assertThat(found.packaging())
                    .isEqualTo(new Packaging.Zip(stem.substring(stem.lastIndexOf('/') + 1) + ".csv"));
            assertThat(found.checksumPath()).hasValue(stem + ".zip.CHECKSUM");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm, klines:1s",
        "binance-coinm, klines:1s",
        "binance-usdm, markPriceKlines:1s",
        "binance-spot, markPriceKlines:1m",
        "binance-spot, indexPriceKlines:1m",
        "binance-spot, premiumIndexKlines:1m",
        "binance-spot, fundingRate",
        "binance-spot, metrics"
    })
    void whatTheArchiveHasNotHasNoFiles(String venue, String series) {
        ArchiveVenue archive = ArchiveVenues.of(venue);
        Dataset dataset = new Dataset(archive.venue(), "BTCUSDT", Series.parse(series));
        assertThat(archive.has(dataset.series())).isFalse();
        assertThat(archive.day(dataset, DAY)).isEmpty();
        assertThat(archive.month(dataset, MONTH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot, klines:1m, 2020-12",
        "binance-spot, klines:1h, 2021-01",
        "binance-spot, klines:1s, 2021-04",
        "binance-spot, klines:1d, 2021-09",
        "binance-usdm, aggTrades, 2022-06",
        "binance-usdm, klines:1m, 2023-04"
    })
    void aMonthsFileThatIsWorseThanItsDaysIsNotUsed(String venue, String series, YearMonth month) {
        ArchiveVenue archive = ArchiveVenues.of(venue);
        Dataset dataset = new Dataset(archive.venue(), "BTCUSDT", Series.parse(series));
        assertThat(archive.month(dataset, month)).isEmpty();
        assertThat(archive.day(dataset, month.atDay(1))).isPresent();
        assertThat(archive.month(dataset, month.minusMonths(2))).isPresent();
    }

    @Test
    void whereThereAreNoDaysEvenABadMonthIsUsed() {
        ArchiveVenue archive = ArchiveVenues.of("binance-spot");
        Dataset weeks = new Dataset(archive.venue(), "BTCUSDT", Series.parse("klines:1w"));
        assertThat(archive.month(weeks, YearMonth.of(2020, 12))).isPresent();
    }

    @Test
    void symbolsAreListedWhereTheTypeHasFiles() {
        ArchiveVenue um = ArchiveVenues.of("binance-usdm");
        assertThat(um.symbolsFolder(DataType.TRADES)).isEqualTo("data/futures/um/daily/trades/");
        assertThat(um.symbolsFolder(DataType.FUNDING_RATE)).isEqualTo("data/futures/um/monthly/fundingRate/");
        assertThat(um.listing()).isInstanceOf(ArchiveVenue.Listing.S3.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"btcusdt", "../BTCUSDT", "BTC/USDT", "", "-BTC", "BTC USDT"})
    void whatIsNoSymbolBecomesNoPath(String text) {
        assertThatThrownBy(() -> ArchiveVenues.of("binance-spot").symbol(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '" + text + "'");
    }
}

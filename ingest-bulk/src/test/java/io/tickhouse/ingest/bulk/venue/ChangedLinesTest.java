package io.tickhouse.ingest.bulk.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.RandomText;
import io.tickhouse.ingest.bulk.decode.Readings;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.Seed;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.serde.RecordDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile lines: each is a record of the contract or a typed refusal, never anything else. */
class ChangedLinesTest {
    private static final int LINES = 100_000;
    private static final long LATEST = Times.micros(Readings.NOW.plus(Duration.ofDays(1)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binance-spot|trades|BTCUSDT|2025-03-01||28457,4261.48000000,0.10000000,426.14800000,1740787200012345,True,True",
                "binance-usdm|trades|BTCUSDT|2024-03-01|id,price,qty,quote_qty,time,is_buyer_maker|28457,4261.4,0.1,426.14,1709251200123,true",
                "binance-spot|aggTrades|BTCUSDT|2024-03-01||26129,0.01633102,4.70443515,27781,27785,1709251200123,True,True",
                "binance-coinm|klines:1m|BTCUSD_PERP|2024-03-01||1709251200000,61000.1,61010.2,60990.3,61005.4,1234,1709251259999,2.02,77,600,0.98,0",
                "binance-usdm|premiumIndexKlines:1h|BTCUSDT|2024-03-01||1709251200000,-0.0001,0.0002,-0.0003,0.0001,0,1709254799999,0,720,0,0,0",
                "binance-usdm|fundingRate|BTCUSDT|2024-03|calc_time,funding_interval_hours,last_funding_rate|1709251200001,8,-0.00012345",
                "binance-usdm|metrics|BTCUSDT|2024-03-01|create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio|2024-03-01 00:05:00,BTCUSDT,78000.123,4800000000.5,1.2,0.9,,1.01",
                "bybit-spot|trades|BTCUSDT|2026-01-01|id,timestamp,price,volume,side,rpi|17,1767225600884,87000.5,0.0012,buy,0",
                "bybit-linear|trades|BTCUSDT|2026-01-01|timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional,RPI|1767225600.6864,BTCUSDT,Sell,0.2,87000.50,PlusTick,0a1b2c3d-0000-5000-8000-00000000abcd,1.74001e+12,0.2,17400.1,0"
            })
    void changedRowsEndInARecordOrARefusal(
            String venue, String series, String symbol, String period, String header, String row) throws UnknownLayout {
        long seed = Seed.next();
        Random random = new Random(seed);
        SampleFile sample = SampleFile.of(venue, series, symbol, period);
        RowReader reader = sample.layout(header == null ? row : header).reader();
        RecordDeserializer<?> deserializer =
                Readings.deserializer(sample.file().dataset().series().type().topic());
        VolumeSum sum = new VolumeSum();
        int records = 0;
        for (int i = 0; i < LINES; i++) {
            byte[] line = RandomText.changed(row.getBytes(StandardCharsets.UTF_8), random);
            try {
                reader.read(line, 0, line.length);
                assertThat(reader.time()).isBetween(Times.micros(Times.EARLIEST), LATEST);
                reader.addVolume(sum);
                SpecificRecord record = Objects.requireNonNull(deserializer.deserialize("any", reader.value()));
                assertThat(record.get(0)).isEqualTo(venue);
                assertThat(record.get(1)).isEqualTo(symbol);
                records++;
            } catch (RefusedRow refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": '" + new String(line, StandardCharsets.ISO_8859_1) + "'", e);
            }
        }
        assertThat(records).as("seed %d", seed).isBetween(LINES / 100, LINES - LINES / 10);
        assertThat(sum.value().signum()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binance-usdm|trades|BTCUSDT|2024-03-01|id,price,qty,quote_qty,time,is_buyer_maker",
                "binance-spot|klines:1m|BTCUSDT|2024-03-01|1709251200000,1.1,1.2,1.0,1.1,5,1709251259999,5.5,7,2,2.2,0",
                "bybit-spot|trades|BTCUSDT|2026-01-01|id,timestamp,price,volume,side,rpi"
            })
    void changedFirstLinesAreALayoutOrAnUnknownOne(
            String venue, String series, String symbol, String period, String firstLine) {
        long seed = Seed.next();
        Random random = new Random(seed);
        SampleFile sample = SampleFile.of(venue, series, symbol, period);
        ArchiveVenue archive = ArchiveVenues.of(venue);
        int unknown = 0;
        for (int i = 0; i < LINES / 5; i++) {
            byte[] line = RandomText.changed(firstLine.getBytes(StandardCharsets.UTF_8), random);
            try {
                archive.layout(sample.file(), new Fields().split(line, 0, line.length), Readings.of(Source.BULK));
            } catch (UnknownLayout e) {
                assertThat(e.getMessage()).contains(sample.file().path());
                unknown++;
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ": '" + new String(line, StandardCharsets.ISO_8859_1) + "'", e);
            }
        }
        assertThat(unknown).as("seed %d", seed).isPositive();
    }
}

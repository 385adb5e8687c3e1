package io.tickhouse.ingest.bulk.venue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Readings;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue.Layout;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.serde.RecordDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.api.AbstractThrowableAssert;

/** A file of an archive whose lines a test writes. Lines lie between others, as they do in a buffer. */
public final class SampleFile {
    private final ArchiveVenue venue;
    private final ArchiveFile file;

    private SampleFile(ArchiveVenue venue, ArchiveFile file) {
        this.venue = venue;
        this.file = file;
    }

    /**
     * A day's or a month's file.
     *
     * @param venue such as {@code binance-spot}
     * @param series such as {@code klines:1m}
     * @param period such as {@code 2024-03-01} or {@code 2024-03}
     */
    public static SampleFile of(String venue, String series, String symbol, String period) {
        ArchiveVenue archive = ArchiveVenues.of(venue);
        Dataset dataset = new Dataset(archive.venue(), archive.symbol(symbol), Series.parse(series));
        Period days = Period.parse(period);
        return new SampleFile(
                archive,
                (days.isDay()
                                ? archive.day(dataset, days.first())
                                : archive.month(dataset, YearMonth.from(days.first())))
                        .orElseThrow());
    }

    public ArchiveFile file() {
        return file;
    }

    /** How the file reads by its first line. */
    public Layout layout(String firstLine) throws UnknownLayout {
        byte[] bytes = firstLine.getBytes(StandardCharsets.UTF_8);
        return venue.layout(file, new Fields().split(bytes, 0, bytes.length), Readings.of(Source.BULK));
    }

    /** What the file's rows are; the first line may be a header. */
    @SuppressWarnings("unchecked")
    public <R extends SpecificRecord> List<R> records(String... lines) throws UnknownLayout, RefusedRow {
        Layout layout = layout(lines[0]);
        RecordDeserializer<?> deserializer =
                Readings.deserializer(file.dataset().series().type().topic());
        List<R> records = new ArrayList<>();
        for (int i = layout.hasHeader() ? 1 : 0; i < lines.length; i++) {
            read(layout.reader(), lines[i].getBytes(StandardCharsets.UTF_8));
            records.add((R) deserializer.deserialize("any", layout.reader().value()));
        }
        return records;
    }

    /** What the last of the lines is; the first may be a header. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // a test knows what it has written
    public <R extends SpecificRecord> R record(String... lines) throws UnknownLayout, RefusedRow {
        return this.<R>records(lines).getLast();
    }

    /** Reader of the last line, which it has read; the first may be a header. */
    public RowReader reader(String... lines) throws UnknownLayout, RefusedRow {
        RowReader reader = layout(lines[0]).reader();
        read(reader, lines[lines.length - 1].getBytes(StandardCharsets.UTF_8));
        return reader;
    }

    /** Asserts that the last of the lines is refused; the first may be a header. */
    public AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String... lines) {
        return assertThatThrownBy(() -> reader(lines)).isInstanceOf(RefusedRow.class);
    }

    /** Asserts that a first line is of no known layout. */
    public AbstractThrowableAssert<?, ? extends Throwable> assertUnknown(String firstLine) {
        return assertThatThrownBy(() -> layout(firstLine))
                .isInstanceOf(UnknownLayout.class)
                .hasMessageContaining(file.path() + ", line 1")
                .hasMessageContaining("'" + firstLine + "'");
    }

    private static void read(RowReader reader, byte[] line) throws RefusedRow {
        byte[] buffer = new byte[line.length + 20];
        System.arraycopy(line, 0, buffer, 10, line.length);
        reader.read(buffer, 10, 10 + line.length);
    }
}

package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.schemas.market.Venue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    private static final List<String> KNOWN = List.of("id", "is_buyer", "price");
    private static final ArchiveFile FILE = new ArchiveFile(
            new Dataset(Venue.BINANCE_USDM, "BTCUSDT", Series.of(DataType.TRADES)),
            Period.parse("2024-03-01"),
            "some/file.csv.gz",
            new ArchiveFile.Packaging.Gzip());

    @Test
    void withoutAHeaderAColumnIsWhereItIsKnownToBe() throws Exception {
        Columns columns = Columns.of(FILE, line("17,true,5"), KNOWN);
        assertThat(columns.hasHeader()).isFalse();
        assertThat(columns.of("price")).isEqualTo(new Column(2, "price"));
        columns.requireAll(line("1,2,3"));
        assertThatThrownBy(() -> columns.requireAll(line("1,2,3,4")))
                .isInstanceOf(RefusedRow.class)
                .hasMessage("expected 3 columns, found 4");
    }

    @Test
    void withAHeaderAColumnIsWhereItsNameIsInWhateverSpelling() throws Exception {
        Columns columns = Columns.of(FILE, line("price,new,isBuyer,ID"), KNOWN);
        assertThat(columns.hasHeader()).isTrue();
        assertThat(columns.of("id")).isEqualTo(new Column(3, "id"));
        assertThat(columns.of("is_buyer")).isEqualTo(new Column(2, "is_buyer"));
        columns.requireAll(line("1,2,3,4"));
        assertThatThrownBy(() -> columns.requireAll(line("1,2,3"))).isInstanceOf(RefusedRow.class);
        assertThatThrownBy(() -> columns.of("quantity")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17,true",
                "17,true,5,6",
                "",
                ",,",
                "id,is_buyer",
                "id,is_buyer,cost",
                "id,id,is_buyer,price",
                "<html><head>",
                "-1,true,5",
                "id;is_buyer;price"
            })
    void anyOtherFirstLineIsAnErrorThatShowsIt(String text) {
        assertThatThrownBy(() -> Columns.of(FILE, line(text), KNOWN))
                .isInstanceOf(UnknownLayout.class)
                .hasMessageContaining("some/file.csv.gz, line 1: expected")
                .hasMessageContaining("(id, is_buyer, price)")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void aFileThatMustHaveAHeaderIsUnknownWithoutOne() {
        assertThatThrownBy(() -> Columns.named(FILE, line("17,true,5"), KNOWN))
                .isInstanceOf(UnknownLayout.class)
                .hasMessageContaining("one without id, is_buyer, price: '17,true,5'");
    }

    @Test
    void aFirstLineOfManyColumnsOrBytesIsAnErrorAndNothingElse() {
        assertThatThrownBy(() -> Columns.of(FILE, line("id,".repeat(5_000)), KNOWN))
                .isInstanceOf(UnknownLayout.class)
                .hasMessageContaining("5001 columns")
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(600));
    }

    private static Fields line(String text) {
        byte[] bytes = ("before\n" + text + "\nafter").getBytes(StandardCharsets.UTF_8);
        return new Fields().split(bytes, 7, bytes.length - 6);
    }
}

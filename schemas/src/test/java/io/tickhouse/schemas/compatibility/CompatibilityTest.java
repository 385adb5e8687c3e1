package io.tickhouse.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas of this version against every released one, which lie under {@code src/test/resources/baseline} as {@code
 * Record-N.avsc}. A release that changes a schema adds the next number and touches none of the old ones.
 */
class CompatibilityTest {
    private static final Path BASELINE = Path.of("src/test/resources/baseline");

    static Stream<SpecificRecord> records() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everySchemaIsFullyCompatibleWithAllItsReleasedVersions(SpecificRecord sample) throws IOException {
        String name = sample.getSchema().getName();
        List<Schema> released = released(name);
        assertThat(released).as("baseline/%s-N.avsc", name).isNotEmpty();
        for (Schema version : released) {
            assertThat(CompatibilityGate.problems(version, sample.getSchema())).isEmpty();
        }
    }

    @Test
    void everyReleasedRecordStillExists() throws IOException {
        List<String> names = Samples.all().stream()
                .map(sample -> sample.getSchema().getName())
                .toList();
        try (Stream<Path> files = Files.list(BASELINE)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("-\\d+\\.avsc$", "")))
                    .isSubsetOf(names);
        }
    }

    @Test
    void aNewOptionalFieldAndANewSymbolAtTheEndPass() {
        assertThat(problems("\"SELL\"]", "\"SELL\",\"CROSS\"]")).isEmpty();
        assertThat(problems(
                        "{\"name\":\"side\"",
                        "{\"name\":\"maker_id\",\"type\":[\"null\",\"string\"],\"doc\":\"New. No"
                                + " unit.\",\"default\":null},{\"name\":\"side\""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a removed field without default | {\"name\":\"venue\",\"type\":\"string\" |"
                        + " {\"name\":\"venue_name\",\"type\":\"string\"",
                "a new field without default | {\"name\":\"side\" |"
                        + " {\"name\":\"fee\",\"type\":\"long\"},{\"name\":\"side\"",
                "a changed type | {\"name\":\"trade_id\",\"type\":\"string\" |"
                        + " {\"name\":\"trade_id\",\"type\":\"long\"",
                "a wider type, which old readers cannot read | {\"name\":\"kind\",\"type\":\"string\" |"
                        + " {\"name\":\"kind\",\"type\":[\"null\",\"string\"]",
                "a changed decimal scale | \"precision\":38,\"scale\":18},\"doc\":\"Traded quantity |"
                        + " \"precision\":38,\"scale\":8},\"doc\":\"Traded quantity",
                "a changed decimal precision | \"precision\":38,\"scale\":18},\"doc\":\"Traded quantity |"
                        + " \"precision\":76,\"scale\":18},\"doc\":\"Traded quantity",
                "a changed scale in an optional decimal | \"precision\":38,\"scale\":18}],\"doc\":\"Traded value |"
                        + " \"precision\":38,\"scale\":9}],\"doc\":\"Traded value",
                "a decimal that lost its logical type |"
                        + " {\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":38,\"scale\":18},\"doc\":\"Traded"
                        + " quantity | \"bytes\",\"doc\":\"Traded quantity",
                "a time in another unit | timestamp-micros\"},\"doc\":\"When it happened |"
                        + " timestamp-millis\"},\"doc\":\"When it happened",
                "a renamed enum symbol | \"SELL\" | \"ASK\"",
                "a removed enum symbol | ,\"SELL\"] | ]",
                "reordered enum symbols | \"BUY\",\"SELL\" | \"SELL\",\"BUY\"",
                "another name of the record | \"name\":\"Trade\" | \"name\":\"Deal\"",
            })
    void theGateCatches(String what, String before, String after) {
        assertThat(problems(before, after)).as(what).isNotEmpty();
    }

    private static List<String> problems(String before, String after) {
        String now = text(Trade.getClassSchema());
        assertThat(now).contains(before);
        int at = now.indexOf(before);
        String changed = now.substring(0, at) + after + now.substring(at + before.length());
        return CompatibilityGate.problems(Trade.getClassSchema(), new Schema.Parser().parse(changed));
    }

    private static String text(Schema schema) {
        return schema.toString().replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    }

    private static List<Schema> released(String name) throws IOException {
        try (Stream<Path> files = Files.list(BASELINE)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-\\d+\\.avsc"))
                    .map(CompatibilityTest::parse)
                    .toList();
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

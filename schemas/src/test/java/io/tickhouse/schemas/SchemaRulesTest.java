package io.tickhouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of the contract must hold, field by field. */
class SchemaRulesTest {
    /** A name that ends so counts something of that unit, and its doc must say it. */
    private static final Map<String, String> UNITS =
            Map.of("_ms", "milliseconds", "_us", "microseconds", "_minutes", "minutes");

    record Place(Schema owner, Field field) {
        @Override
        public String toString() {
            return owner.getName() + "." + field.name();
        }
    }

    static Stream<Schema> named() {
        return allNamed().stream();
    }

    static Stream<Schema> enums() {
        return named().filter(schema -> schema.getType() == Type.ENUM);
    }

    static Stream<Place> fields() {
        return named().filter(schema -> schema.getType() == Type.RECORD)
                .flatMap(owner -> owner.getFields().stream().map(field -> new Place(owner, field)));
    }

    @Test
    void theCatalogueReachesEveryRecordAndEnumOfTheContract() {
        assertThat(named().map(Schema::getName))
                .contains("Trade", "Level", "BulkFile", "Side", "QuantityUnit", "Source", "GapStatus", "FeedState")
                .hasSizeGreaterThanOrEqualTo(26);
        assertThat(fields()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("named")
    void everyTypeLivesInTheMarketNamespaceAndSaysWhatItIs(Schema schema) {
        assertThat(schema.getNamespace()).isEqualTo("io.tickhouse.market");
        assertThat(schema.getDoc()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void everyEnumFallsBackToUnknownWhichComesFirst(Schema schema) {
        assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
        assertThat(schema.getEnumSymbols()).startsWith("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldIsInSnakeCaseAndDocumented(Place place) {
        assertThat(place.field().name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        assertThat(place.field().doc()).as("doc of %s", place).isNotBlank().endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyTimeIsInMicrosecondsAndNamesItsUnitAndEpoch(Place place) {
        Schema value = value(place.field().schema());
        if (place.field().name().endsWith("_time")) {
            assertThat(value.getLogicalType()).as("%s", place).isEqualTo(LogicalTypes.timestampMicros());
        }
        if (value.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
            assertThat(place.field().doc()).contains("microseconds since 1970-01-01T00:00:00Z");
        } else if (value.getLogicalType() instanceof LogicalTypes.Date) {
            assertThat(place.field().doc()).contains("days since 1970-01-01");
        } else if (value.getLogicalType() != null) {
            assertThat(value.getLogicalType()).as("%s", place).isInstanceOf(LogicalTypes.Decimal.class);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyNumberNamesItsUnit(Place place) {
        Schema value = value(place.field().schema());
        String doc = String.valueOf(place.field().doc());
        assertThat(value.getType()).as("no binary floating point: %s", place).isNotIn(Type.FLOAT, Type.DOUBLE);
        if (value.getLogicalType() instanceof LogicalTypes.Decimal) {
            assertThat(doc)
                    .as("unit of %s", place)
                    .containsPattern("quote currency|quantity_unit|base asset|a ratio|a fraction|fraction of|unit as"
                            + " open|contract_size_asset");
            assertThat(doc).contains("Exact decimal").contains("18");
        }
        UNITS.forEach((suffix, unit) -> {
            if (place.field().name().endsWith(suffix)) {
                assertThat(doc).contains(unit);
            }
        });
        if (value.getType() == Type.LONG || value.getType() == Type.INT) {
            assertThat(doc)
                    .as("unit of %s", place)
                    .containsPattern(
                            "No unit|microseconds|milliseconds|minutes|bytes|days since|(?i:number of|how many|records|rows|levels)");
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyDecimalHas38DigitsAnd18OfThemAfterThePoint(Place place) {
        Schema value = value(place.field().schema());
        if (value.getType() == Type.BYTES) {
            assertThat(value.getLogicalType()).as("%s", place).isEqualTo(LogicalTypes.decimal(38, 18));
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void whatIsOptionalIsNullOrTheValueAndIsNullByDefault(Place place) {
        Schema schema = place.field().schema();
        if (schema.getType() == Type.UNION) {
            assertThat(schema.getTypes()).as("%s", place).hasSize(2);
            assertThat(schema.getTypes().get(0).getType()).isEqualTo(Type.NULL);
            assertThat(place.field().defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void quantitiesStandBesideTheUnitTheyCount(Place place) {
        if (place.field().doc() != null && place.field().doc().contains("in quantity_unit")) {
            assertThat(place.owner().getField("quantity_unit")).as("%s", place).isNotNull();
        }
    }

    private static Schema value(Schema schema) {
        return schema.getType() == Type.UNION
                ? schema.getTypes().get(schema.getTypes().size() - 1)
                : schema;
    }

    private static List<Schema> allNamed() {
        List<Schema> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SpecificRecord sample : Samples.all()) {
            collect(sample.getSchema(), seen, found);
        }
        return found;
    }

    private static void collect(@Nullable Schema schema, Set<String> seen, List<Schema> found) {
        if (schema == null) {
            return;
        }
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    found.add(schema);
                    schema.getFields().forEach(field -> collect(field.schema(), seen, found));
                }
            }
            case ENUM -> {
                if (seen.add(schema.getFullName())) {
                    found.add(schema);
                }
            }
            case ARRAY -> collect(schema.getElementType(), seen, found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, seen, found));
            default -> {
                // a plain value has no name of its own
            }
        }
    }
}

package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of the catalogue, from a record to its row. */
@WithLocalStack
class EveryTypeTest {
    private static final int RECORDS = 300;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static Stack stack;
    private static RunningSink sink;

    @BeforeAll
    static void start(Endpoints endpoints) {
        stack = Stack.of(endpoints);
        sink = RunningSink.start(endpoints);
    }

    @AfterAll
    static void stop() {
        sink.close();
        stack.close();
    }

    static Stream<String> topics() {
        return Topics.all().stream().filter(topic -> topic.table().isPresent()).map(Topic::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void aRandomRecordOfEveryTypeIsItsRow(String topic) throws Exception {
        roundTrip(Topics.byName(topic).orElseThrow());
    }

    private static <V extends SpecificRecord> void roundTrip(Topic<V> topic) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed of " + topic.name() + ": " + seed);
        stack.bytes(topic); // Avro trusts the record's class from here on
        RandomRecords random = new RandomRecords(new Random(seed));
        List<V> records = Stream.generate(() -> random.of(topic)).limit(RECORDS).toList();

        List<RecordMetadata> where = stack.send(topic, record -> "venue:" + record.get(1), records.stream());

        Schema schema = topic.valueSchema().orElseThrow();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            RecordMetadata at = where.get(i);
            expected.put(at.partition() + "\t" + at.offset(), String.join("\t", cells(schema, records.get(i))));
        }
        for (int partition = 0; partition < Stack.PARTITIONS; partition++) {
            int wanted = partition;
            List<Long> offsets = where.stream()
                    .filter(at -> at.partition() == wanted)
                    .map(RecordMetadata::offset)
                    .toList();
            if (!offsets.isEmpty()) {
                String from = " FROM market_store." + topic.table().orElseThrow() + " WHERE _topic = '" + topic.name()
                        + "' AND _partition = " + partition + " AND _offset BETWEEN " + offsets.getFirst() + " AND "
                        + offsets.getLast();
                stack.await("SELECT uniqExact(_offset)" + from, offsets.size());
                for (String line : stack.lines(
                        "SELECT _partition, _offset, " + columns(schema) + from + " FORMAT TabSeparatedRaw")) {
                    String[] parts = line.split("\t", 3);
                    assertThat(parts[2])
                            .as("offset %s of partition %s, seed %s", parts[1], parts[0], seed)
                            .isEqualTo(expected.remove(parts[0] + "\t" + parts[1]));
                }
            }
        }
        assertThat(expected).isEmpty();
    }

    private static String columns(Schema schema) {
        return schema.getFields().stream()
                .flatMap(field -> field.schema().getType() == Schema.Type.ARRAY
                        ? Stream.of(field.name() + ".price", field.name() + ".quantity")
                        : Stream.of(field.name()))
                .map(name -> '`' + name + '`')
                .collect(Collectors.joining(", "));
    }

    private static List<String> cells(Schema schema, SpecificRecord record) {
        List<String> cells = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof List<?> levels) {
                cells.add(column(levels, 0));
                cells.add(column(levels, 1));
            } else {
                cells.add(cell(value));
            }
        }
        return cells;
    }

    private static String column(List<?> levels, int part) {
        return levels.stream()
                .map(level -> cell(((SpecificRecord) level).get(part)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "\\N";
            case BigDecimal decimal when decimal.signum() == 0 -> "0";
            case BigDecimal decimal -> decimal.stripTrailingZeros().toPlainString();
            case Instant time -> TIME.format(time);
            default -> value.toString();
        };
    }
}

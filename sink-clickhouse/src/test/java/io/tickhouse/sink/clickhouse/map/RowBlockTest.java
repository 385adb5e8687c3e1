package io.tickhouse.sink.clickhouse.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RowBlockTest {
    private static final long MONTH = 31L * 86_400_000_000L;
    private static final TableShape TABLE = new TableShape(
            "things",
            Map.of(
                    "time", "DateTime64(6, 'UTC')",
                    "name", "String",
                    "kind", "LowCardinality(String)",
                    "note", "LowCardinality(Nullable(String))",
                    "size", "Nullable(Int64)",
                    "parts.number", "Array(Int64)",
                    "_topic", "LowCardinality(String)",
                    "_partition", "Int32",
                    "_offset", "Int64",
                    "_published", "Nullable(DateTime64(3, 'UTC'))"),
            TablePartitions.parse("things", "toYYYYMM(time)"));
    private static final Schema OLD = schema(false);
    private static final Schema NEW = schema(true);

    private static Schema schema(boolean withNote) {
        var fields = SchemaBuilder.record("Thing").fields();
        if (withNote) {
            fields = fields.optionalString("note");
        }
        return fields.name("time")
                .type(org.apache.avro.LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .requiredString("name")
                .requiredString("kind")
                .optionalLong("size")
                .name("parts")
                .type()
                .array()
                .items(SchemaBuilder.record("Part")
                        .fields()
                        .requiredLong("number")
                        .endRecord())
                .noDefault()
                .endRecord();
    }

    private final RowMapper oldMapper = new MapperCompiler("things.v1", TABLE).compile(OLD);
    private final RowMapper newMapper = new MapperCompiler("things.v1", TABLE).compile(NEW);

    @Test
    void rowsWantedOfABlockAreTheRowsOfABlockOfThemAlone() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RowBlock all = block();
        RowBlock few = block();
        for (int i = 0; i < 70_000; i++) {
            // more than 256 kinds and, from there on, more than 65,536: the numbers of a dictionary grow twice
            byte[] record = record(NEW, random, i);
            all.append(newMapper, record, 10L * i, 0);
            if (i % 7 == 3) {
                few.append(newMapper, record, 10L * i, 0);
            }
        }
        RowBlock chosen = all.only(offset -> offset / 10 % 7 == 3);
        assertThat(chosen.rows()).isEqualTo(few.rows()).isEqualTo(10_000);
        assertThat(chosen.offsets()).isEqualTo(few.offsets());
        assertThat(bytes(all.only(offset -> true))).as("seed %s", seed).isEqualTo(bytes(all));
    }

    @Test
    void aRecordCutOffAnywhereLeavesNoTrace() throws IOException {
        Random random = new Random(1);
        RowBlock clean = block();
        RowBlock tried = block();
        for (int i = 0; i < 300; i++) {
            byte[] record = record(NEW, random, i);
            for (int end = 5; end < record.length; end++) {
                byte[] cut = Arrays.copyOf(record, end);
                assertThatThrownBy(() -> tried.append(newMapper, cut, 1, 0)).isInstanceOf(UnmappableException.class);
            }
            byte[] longer = Arrays.copyOf(record, record.length + 1);
            assertThatThrownBy(() -> tried.append(newMapper, longer, 1, 0)).isInstanceOf(UnmappableException.class);
            clean.append(newMapper, record, i, 0);
            tried.append(newMapper, record, i, 0);
        }
        assertThat(tried.rows()).isEqualTo(300);
        assertThat(tried.offsets()).isEqualTo(clean.offsets());
        assertThat(withoutDictionaries(tried)).isEqualTo(withoutDictionaries(clean));
    }

    @Test
    void recordsOfTwoWriterSchemasStandInOneBlockWhicheverComesFirst() throws IOException {
        Random random = new Random(1);
        RowBlock block = block();
        for (int i = 0; i < 100; i++) {
            boolean old = i % 3 == 0;
            assertThat(block.append(old ? oldMapper : newMapper, record(old ? OLD : NEW, random, i), i, 0))
                    .isTrue();
        }
        assertThat(block.rows()).isEqualTo(100);
        assertThat(block.columns()).contains("note", "name");
        assertThat(bytes(block.only(offset -> offset >= 0))).isEqualTo(bytes(block));
    }

    @Test
    void aRowThatWouldTouchOnePartitionTooManyStaysOutside() throws IOException {
        RowBlock block = new RowBlock(TABLE, "things.v1", 0, 3, new ChunkPool(0));
        Random random = new Random(1);
        for (int month = 0; month < 3; month++) {
            assertThat(block.append(oldMapper, record(OLD, random, month * MONTH), month, 0))
                    .isTrue();
        }
        byte[] before = bytes(block);
        assertThat(block.append(oldMapper, record(OLD, random, 3 * MONTH), 3, 0))
                .isFalse();
        assertThat(withoutDictionaries(block)).hasSameSizeAs(withoutDictionaries(block.only(offset -> true)));
        assertThat(block.rows()).isEqualTo(3);
        assertThat(block.append(oldMapper, record(OLD, random, 2 * MONTH + 1), 4, 0))
                .isTrue();
        assertThat(bytes(block)).hasSizeGreaterThan(before.length);
    }

    @Test
    void aBlockMadeOfMemoryThatAnotherGaveBackHoldsItsOwnRowsAlone() throws IOException {
        long seed = new Random().nextLong();
        ChunkPool memory = new ChunkPool(64 << 20);
        for (int round = 0; round < 3; round++) {
            RowBlock fresh = block();
            RowBlock reused = new RowBlock(TABLE, "things.v1", 3, 100, memory);
            RowBlock beside = new RowBlock(TABLE, "things.v1", 3, 100, memory);
            Random random = new Random(seed + round);
            for (int i = 0; i < 20_000 + 5_000 * round; i++) {
                byte[] record = record(NEW, random, i);
                fresh.append(newMapper, record, i, i);
                reused.append(newMapper, record, i, i);
                beside.append(newMapper, record, i, i);
            }
            assertThat(bytes(reused)).as("seed %s, round %s", seed, round).isEqualTo(bytes(fresh));
            reused.release();
            assertThat(bytes(beside)).as("seed %s, round %s", seed, round).isEqualTo(bytes(fresh));
            beside.release();
        }
    }

    @Test
    void aBlockThatWasGivenBackTakesNothingMore() throws IOException {
        RowBlock block = block();
        byte[] record = record(NEW, new Random(1), 1);
        block.append(newMapper, record, 1, 1);
        block.release();
        assertThatThrownBy(() -> block.append(newMapper, record, 2, 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bytes(block)).isInstanceOf(IllegalStateException.class);
    }

    private static RowBlock block() {
        return new RowBlock(TABLE, "things.v1", 3, 100, new ChunkPool(0));
    }

    private static byte[] record(Schema schema, Random random, long time) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        record.put("time", time);
        record.put("name", "name".repeat(random.nextInt(60)) + time);
        record.put("kind", time % 2 == 0 ? "even" : "kind " + time);
        record.put("size", random.nextInt(3) == 0 ? null : random.nextLong());
        GenericData.Array<GenericRecord> parts =
                new GenericData.Array<>(3, schema.getField("parts").schema());
        for (int i = random.nextInt(4); i > 0; i--) {
            GenericRecord part =
                    new GenericData.Record(schema.getField("parts").schema().getElementType());
            part.put("number", random.nextLong());
            parts.add(part);
        }
        record.put("parts", parts);
        if (schema.getField("note") != null) {
            record.put("note", random.nextBoolean() ? null : random.nextInt(5) == 0 ? "" : "n" + random.nextInt(9));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).putInt(1, 7).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] bytes(RowBlock block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        block.writeTo(out);
        return out.toByteArray();
    }

    /** Keys of refused rows stay in a dictionary, where nothing refers to them; all else is as if they never were. */
    private static byte[] withoutDictionaries(RowBlock block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String column : new String[] {"time", "name", "size", "parts.number", "_offset"}) {
            block.column(column).writeTo(out);
        }
        return out.toByteArray();
    }
}

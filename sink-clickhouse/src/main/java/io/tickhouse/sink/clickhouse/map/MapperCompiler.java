package io.tickhouse.sink.clickhouse.map;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Compiles a mapper for a writer schema and a table: each field to the column of its name. Columns the schema does not know
 * yet must be nullable, since older records leave them out.
 */
final class MapperCompiler {
    private final String topic;
    private final TableShape table;
    private final List<String> columns = new ArrayList<>();
    private final List<RecordField> fields = new ArrayList<>();

    MapperCompiler(String topic, TableShape table) {
        this.topic = topic;
        this.table = table;
    }

    RowMapper compile(Schema written) {
        for (Schema.Field field : written.getFields()) {
            fields.add(field.schema().getType() == Schema.Type.ARRAY ? levels(field) : field(field));
        }
        int timeColumn = columns.indexOf(table.partitions().column());
        if (timeColumn < 0) {
            throw new TableMismatchException("expected the schema " + written.getFullName() + " to hold "
                    + table.partitions().column() + ", by which market_store." + table.name() + " is partitioned");
        }
        requireTheRestNullable(written);
        return new RowMapper(columns, CompiledRecord.of(fields), timeColumn, table.partitions());
    }

    private RecordField field(Schema.Field field) {
        int column = columns.size();
        ColumnType type = column(field.name());
        FieldReader reader =
                FieldReaders.of(field.schema(), type).orElseThrow(() -> mismatch(field.name(), field.schema(), type));
        return (in, row) -> reader.read(in, row[column]);
    }

    private RecordField levels(Schema.Field field) {
        Schema element = field.schema().getElementType();
        if (element.getType() != Schema.Type.RECORD) {
            throw new TableMismatchException("field " + field.name() + " of topic " + topic + " is " + field.schema()
                    + "; expected an array of records");
        }
        int firstColumn = columns.size();
        List<FieldReader> parts = new ArrayList<>();
        for (Schema.Field part : element.getFields()) {
            String name = field.name() + '.' + part.name();
            ColumnType type = column(name);
            parts.add((type.array()
                            ? FieldReaders.of(part.schema(), type.element())
                            : java.util.Optional.<FieldReader>empty())
                    .orElseThrow(() -> mismatch(name, field.schema(), type)));
        }
        return new LevelsField(firstColumn, parts.toArray(FieldReader[]::new));
    }

    private ColumnType column(String name) {
        String type = table.columns().get(name);
        if (type == null) {
            throw new TableMismatchException("topic " + topic + " holds a field " + name + ", but market_store."
                    + table.name() + " has no such column: upgrade the sink, whose migrations add it. Nothing was lost,"
                    + " the records wait in the topic");
        }
        columns.add(name);
        return ColumnType.parse(type);
    }

    private void requireTheRestNullable(Schema written) {
        Set<String> missing = new HashSet<>(table.columns().keySet());
        columns.forEach(missing::remove);
        missing.removeAll(TableShape.ORIGIN);
        for (String column : missing) {
            if (!ColumnType.parse(requireNonNull(table.columns().get(column))).nullable()) {
                throw new TableMismatchException("market_store." + table.name() + " demands a value for " + column
                        + ", but the schema " + written.getFullName() + " that records in " + topic
                        + " were written with has no such field: make the column nullable");
            }
        }
    }

    private TableMismatchException mismatch(String name, Schema written, ColumnType type) {
        return new TableMismatchException("field " + name + " of topic " + topic + " is " + written
                + ", which column " + name + " of market_store." + table.name() + ", a " + type.name()
                + ", cannot hold without loss");
    }
}

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
    private static final Set<String> ORIGIN = Set.of(TableShape.TOPIC, TableShape.PARTITION, TableShape.OFFSET);

    private final String topic;
    private final TableShape table;
    private final List<String> columns = new ArrayList<>();
    private final List<FieldWriter> writers = new ArrayList<>();
    private int timeField = -1;

    MapperCompiler(String topic, TableShape table) {
        this.topic = topic;
        this.table = table;
    }

    RowMapper compile(Schema written) {
        for (Schema.Field field : written.getFields()) {
            if (field.name().equals(table.partitions().column())) {
                timeField = writers.size();
            }
            writers.add(
                    field.schema().getType() == Schema.Type.ARRAY
                            ? levels(field)
                            : column(field.name(), field.schema(), ""));
        }
        if (timeField < 0) {
            throw new TableMismatchException("expected the schema " + written.getFullName() + " to hold "
                    + table.partitions().column() + ", by which market_store." + table.name() + " is partitioned");
        }
        requireTheRestNullable(written);
        columns.addAll(List.of(TableShape.TOPIC, TableShape.PARTITION, TableShape.OFFSET));
        return new RowMapper(columns, writers.toArray(FieldWriter[]::new), timeField, table.partitions(), topic);
    }

    private FieldWriter levels(Schema.Field field) {
        Schema element = field.schema().getElementType();
        if (element.getType() != Schema.Type.RECORD) {
            throw mismatch(field.name(), field.schema(), "an array of records");
        }
        List<FieldWriter> inner = new ArrayList<>();
        for (Schema.Field part : element.getFields()) {
            inner.add(column(field.name() + '.' + part.name(), part.schema(), "Array"));
        }
        return new LevelsWriter(inner.toArray(FieldWriter[]::new));
    }

    private FieldWriter column(String name, Schema written, String wrapper) {
        String type = table.columns().get(name);
        if (type == null) {
            throw new TableMismatchException("topic " + topic + " holds a field " + name + ", but market_store."
                    + table.name() + " has no such column: upgrade the sink, whose migrations add it. Nothing was lost,"
                    + " the records wait in the topic");
        }
        ColumnType column = ColumnType.parse(type);
        columns.add(name);
        return FieldWriters.of(written, wrapper.isEmpty() ? column : column.element())
                .orElseThrow(() -> mismatch(name, written, type));
    }

    private void requireTheRestNullable(Schema written) {
        Set<String> missing = new HashSet<>(table.columns().keySet());
        columns.forEach(missing::remove);
        missing.removeAll(ORIGIN);
        for (String column : missing) {
            if (!ColumnType.parse(requireNonNull(table.columns().get(column))).nullable()) {
                throw new TableMismatchException("market_store." + table.name() + " demands a value for " + column
                        + ", but the schema " + written.getFullName() + " that records in " + topic
                        + " were written with has no such field: make the column nullable");
            }
        }
    }

    private TableMismatchException mismatch(String name, Schema written, String type) {
        return new TableMismatchException("field " + name + " of topic " + topic + " is " + written
                + ", which column " + name + " of market_store." + table.name() + ", a " + type
                + ", cannot hold without loss");
    }
}

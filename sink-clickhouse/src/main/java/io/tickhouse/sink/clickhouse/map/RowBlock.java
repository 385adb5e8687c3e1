package io.tickhouse.sink.clickhouse.map;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table and one Kafka partition in the order of their offsets, column by column, as ClickHouse's Native format has
 * them. Records of several writer schemas can stand in one block: where one lacks a column another has, it is null there. Not
 * thread-safe while it grows.
 */
public final class RowBlock {
    private static final int COUNT_EVERY = 256;

    private final TableShape table;
    private final byte[] topic;
    private final int partition;
    private final int mostPartitions;
    private final ChunkPool.Lease chunks;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final IdentityHashMap<RowMapper, Column[]> rowsOf = new IdentityHashMap<>();
    private final Set<TablePartitions.Span> tablePartitions = new HashSet<>();
    private final FixedColumn offsets;
    private final NullableColumn published;
    private long counted;
    private long notCounted;
    private int rows;
    private boolean released;
    private TablePartitions.@Nullable Span lastTablePartition;
    private @Nullable RowMapper lastMapper;
    private Column[] lastRow = {};

    /**
     * @param topic Kafka topic the rows come from
     * @param partition its partition
     * @param mostPartitions partitions of the table that one insert may touch
     * @param memory what it is made of, and given back to by {@link #release}
     */
    public RowBlock(TableShape table, String topic, int partition, int mostPartitions, ChunkPool memory) {
        this(table, topic, partition, mostPartitions, memory.lease());
    }

    private RowBlock(TableShape table, String topic, int partition, int mostPartitions, ChunkPool.Lease chunks) {
        this.table = table;
        this.topic = topic.getBytes(StandardCharsets.UTF_8);
        this.partition = partition;
        this.mostPartitions = mostPartitions;
        this.chunks = chunks;
        this.offsets = (FixedColumn) column(TableShape.OFFSET);
        this.published = (NullableColumn) column(TableShape.PUBLISHED);
    }

    private RowBlock(RowBlock whole, BitSet wanted) {
        this(
                whole.table,
                new String(whole.topic, StandardCharsets.UTF_8),
                whole.partition,
                whole.mostPartitions,
                ChunkPool.unpooled());
        whole.columns.forEach((name, column) -> columns.put(name, column.only(wanted)));
        rows = wanted.cardinality();
    }

    /**
     * Adds a record as a row.
     *
     * @param value its bytes, in the mapper's writer schema
     * @param publishedMillis its timestamp, milliseconds since 1970-01-01T00:00:00Z
     * @return false, and the block is as before, when its rows would touch too many partitions of the table with it
     * @throws UnmappableException if it cannot become a row; the block is as before
     */
    public boolean append(RowMapper mapper, byte[] value, long offset, long publishedMillis) {
        requireMemory();
        if (mapper != lastMapper) {
            lastRow = rowsOf.computeIfAbsent(mapper, this::rowOf);
            lastMapper = mapper;
        }
        Column[] row = lastRow;
        TablePartitions.Span tablePartition;
        try {
            tablePartition = mapper.map(value, row);
        } catch (UnmappableException e) {
            rewind();
            throw e;
        }
        if (!tablePartition.equals(lastTablePartition)) {
            if (tablePartitions.size() == mostPartitions && !tablePartitions.contains(tablePartition)) {
                rewind();
                return false;
            }
            tablePartitions.add(tablePartition);
            lastTablePartition = tablePartition;
        }
        offsets.putLong(offset);
        ((FixedColumn) published.present()).putLong(publishedMillis);
        rows++;
        notCounted += value.length;
        if (rows % COUNT_EVERY == 0) {
            countMemory();
        }
        if (rowsOf.size() > 1) {
            fillUp();
        }
        return true;
    }

    private Column[] rowOf(RowMapper mapper) {
        Column[] row = mapper.columns().stream().map(this::column).toArray(Column[]::new);
        fillUp();
        return row;
    }

    Column column(String name) {
        return columns.computeIfAbsent(
                name,
                missing -> ColumnType.parse(
                                Objects.requireNonNull(table.columns().get(missing), missing))
                        .column(chunks));
    }

    private void rewind() {
        columns.values().forEach(column -> column.rewind(rows));
    }

    private void fillUp() {
        for (Column column : columns.values()) {
            while (column.rows() < rows) {
                column.putDefault();
            }
        }
    }

    public int rows() {
        return rows;
    }

    /** The columns that {@link #writeTo} writes, in their order: those that are null throughout are left out. */
    public List<String> columns() {
        return Stream.concat(written().map(Map.Entry::getKey), Stream.of(TableShape.TOPIC, TableShape.PARTITION))
                .toList();
    }

    private Stream<Map.Entry<String, Column>> written() {
        return columns.entrySet().stream()
                .filter(column -> !(column.getValue() instanceof NullableColumn values && values.isNull()));
    }

    /** Bytes of memory held, about. */
    public long memory() {
        return counted + notCounted;
    }

    /** Gives its memory back; from here on the block takes no row and writes none. */
    public void release() {
        released = true;
        columns.clear();
        chunks.release();
    }

    private void requireMemory() {
        if (released) {
            throw new IllegalStateException("the block's memory was given back, it may hold another's rows by now");
        }
    }

    private void countMemory() {
        counted = columns.values().stream().mapToLong(Column::memory).sum();
        notCounted = 0;
    }

    /** Kafka offsets of the rows, ascending. */
    public long[] offsets() {
        requireMemory();
        return ((FixedColumn) column(TableShape.OFFSET)).longs();
    }

    /** A block of the rows whose offsets are wanted, in their order. */
    public RowBlock only(LongPredicate wanted) {
        long[] all = offsets();
        BitSet chosen = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            chosen.set(row, wanted.test(all[row]));
        }
        return new RowBlock(this, chosen);
    }

    /** Writes the block in the Native format. */
    public void writeTo(OutputStream out) throws IOException {
        requireMemory();
        Bytes header = new Bytes();
        List<Map.Entry<String, Column>> written = written().toList();
        header.putCount(written.size() + 2);
        header.putCount(rows);
        header.writeTo(out);
        for (Map.Entry<String, Column> column : written) {
            write(column.getKey(), column.getValue(), out);
        }
        writeOrigin(out);
    }

    /** The topic and its partition are the same in every row, so they are spelt out only here. */
    private void writeOrigin(OutputStream out) throws IOException {
        DictionaryColumn topics = new DictionaryColumn(false, ChunkPool.unpooled());
        FixedColumn partitions = new FixedColumn(Integer.BYTES, ChunkPool.unpooled());
        for (int row = 0; row < rows; row++) {
            topics.put(topic, 0, topic.length);
            partitions.putInt(partition);
        }
        write(TableShape.TOPIC, topics, out);
        write(TableShape.PARTITION, partitions, out);
    }

    private void write(String name, Column column, OutputStream out) throws IOException {
        Bytes title = new Bytes();
        title.putText(name);
        title.putText(Objects.requireNonNull(table.columns().get(name)));
        title.writeTo(out);
        column.writePrefixTo(out);
        column.writeTo(out);
    }
}

package io.tickhouse.sink.clickhouse.map;

/** An array of records, such as the levels of a book, to one array column for each of the records' fields. */
final class LevelsWriter implements FieldWriter {
    private final FieldWriter[] fields;
    private final RowOutput[] columns;

    /** @param fields writers of an element's fields in the order of the schema */
    LevelsWriter(FieldWriter[] fields) {
        this.fields = fields;
        this.columns = new RowOutput[fields.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new RowOutput();
        }
    }

    @Override
    public void write(AvroInput in, RowOutput out) {
        for (RowOutput column : columns) {
            column.clear();
        }
        int elements = 0;
        for (long block = blockOf(in); block != 0; block = blockOf(in)) {
            for (long i = 0; i < block; i++) {
                for (int field = 0; field < fields.length; field++) {
                    fields[field].write(in, columns[field]);
                }
            }
            elements += (int) block;
        }
        for (RowOutput column : columns) {
            out.putCount(elements);
            out.put(column);
        }
    }

    /** Elements in the next block; a negative count is followed by the block's size in bytes. */
    private static long blockOf(AvroInput in) {
        long count = in.readLong();
        if (count < 0) {
            in.readLong();
            count = -count;
        }
        if (count < 0 || count > in.remaining()) {
            throw new UnmappableException(
                    "expected a block of at most " + in.remaining() + " elements, found " + count + " announced");
        }
        return count;
    }
}

package io.tickhouse.sink.clickhouse.map;

/** An array of records, such as the levels of a book, to one array column for each of the records' fields. */
final class LevelsField implements RecordField {
    private final int firstColumn;
    private final FieldReader[] parts;

    /**
     * @param firstColumn where the parts' columns begin among the mapper's
     * @param parts readers of an element's fields in the order of the schema
     */
    LevelsField(int firstColumn, FieldReader[] parts) {
        this.firstColumn = firstColumn;
        this.parts = parts;
    }

    @Override
    public void read(AvroInput in, Column[] row) {
        for (long block = blockOf(in); block != 0; block = blockOf(in)) {
            for (long i = 0; i < block; i++) {
                for (int part = 0; part < parts.length; part++) {
                    parts[part].read(in, ((ArrayColumn) row[firstColumn + part]).elements());
                }
            }
        }
        for (int part = 0; part < parts.length; part++) {
            ((ArrayColumn) row[firstColumn + part]).end();
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

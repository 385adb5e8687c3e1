package io.tickhouse.sink.clickhouse.map;

/**
 * A column's type as the Native format sees it.
 *
 * @param name the whole type as ClickHouse spells it
 * @param base the type inside {@code Array}, {@code LowCardinality} and {@code Nullable}
 * @param array whether a row holds many values
 * @param dictionary whether it is {@code LowCardinality}
 * @param nullable whether it can hold null
 */
record ColumnType(String name, String base, boolean array, boolean dictionary, boolean nullable) {
    static final String TEXT = "String";
    static final String BOOL = "Bool";
    static final String INT32 = "Int32";
    static final String INT64 = "Int64";
    static final String DECIMAL = "Decimal(38, 18)";
    static final String MICROS = "DateTime64(6, 'UTC')";
    static final String MILLIS = "DateTime64(3, 'UTC')";

    static ColumnType parse(String name) {
        String element = within(name, "Array");
        String key = within(element, "LowCardinality");
        String base = within(key, "Nullable");
        return new ColumnType(name, base, !element.equals(name), !key.equals(element), !base.equals(key));
    }

    /** True when a flag for each row says whether it is null; in a dictionary the null is a key. */
    boolean flagged() {
        return nullable && !dictionary;
    }

    /** What the arrays of this type hold. */
    ColumnType element() {
        return parse(within(name, "Array"));
    }

    /**
     * An empty column of this type.
     *
     * @param chunks the memory it grows in
     * @throws TableMismatchException if no field of a record can become such a value
     */
    Column column(ChunkPool.Lease chunks) {
        if (array) {
            if (element().column(chunks) instanceof FixedColumn elements) {
                return new ArrayColumn(elements, chunks);
            }
            throw new TableMismatchException("expected arrays of numbers, found a column of type " + name);
        }
        if (dictionary && base.equals(TEXT)) {
            return new DictionaryColumn(nullable, chunks);
        }
        Column values = switch (base) {
            case TEXT -> new TextColumn(chunks);
            case BOOL -> new FixedColumn(1, chunks);
            case INT32 -> new FixedColumn(Integer.BYTES, chunks);
            case INT64, MICROS, MILLIS -> new FixedColumn(Long.BYTES, chunks);
            case DECIMAL -> new FixedColumn(16, chunks);
            default ->
                throw new TableMismatchException("expected a type of the contract, found a column of type " + name);
        };
        return nullable ? new NullableColumn(values, chunks) : values;
    }

    private static String within(String type, String wrapper) {
        return type.startsWith(wrapper + "(") ? type.substring(wrapper.length() + 1, type.length() - 1) : type;
    }
}

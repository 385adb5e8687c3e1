package io.tickhouse.sink.clickhouse.map;

/**
 * A column's type as RowBinary sees it.
 *
 * @param base the type inside {@code LowCardinality} and {@code Nullable}, which change nothing but the null flag
 * @param nullable whether a null flag precedes each value
 */
record ColumnType(String base, boolean nullable) {
    static ColumnType parse(String type) {
        String inner = within(type, "LowCardinality");
        String base = within(inner, "Nullable");
        return new ColumnType(base, !base.equals(inner));
    }

    ColumnType notNull() {
        return new ColumnType(base, false);
    }

    /** What the arrays of this type hold. */
    ColumnType element() {
        return parse(within(base, "Array"));
    }

    private static String within(String type, String wrapper) {
        return type.startsWith(wrapper + "(") ? type.substring(wrapper.length() + 1, type.length() - 1) : type;
    }
}

package io.tickhouse.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes single lines of a CSV file. Lines count from 1 and a header is a line. */
final class CsvLines {
    private CsvLines() {}

    /** @throws IllegalArgumentException when the file has no such line */
    static byte[] change(byte[] csv, long line, UnaryOperator<String> change) {
        List<String> lines = lines(csv);
        if (line < 1 || line > lines.size()) {
            throw new IllegalArgumentException(
                    "expected a line from 1 to " + lines.size() + " of the file, found " + line);
        }
        int index = (int) line - 1;
        lines.set(index, change.apply(lines.get(index)));
        return text(lines);
    }

    /** @throws IllegalArgumentException when the file has no line to lose */
    static byte[] withoutLast(byte[] csv) {
        List<String> lines = lines(csv);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("expected a file with at least one row, found an empty one");
        }
        return text(lines.subList(0, lines.size() - 1));
    }

    /** The row with its second column, the price, replaced. */
    static String withPrice(String row, String price) {
        String[] columns = row.split(",", -1);
        if (columns.length < 2) {
            throw new IllegalArgumentException("expected a row with a price in its second column, found '" + row + "'");
        }
        columns[1] = price;
        return String.join(",", columns);
    }

    private static List<String> lines(byte[] csv) {
        String text = new String(csv, StandardCharsets.UTF_8);
        return text.isEmpty()
                ? new ArrayList<>()
                : new ArrayList<>(Arrays.asList(text.stripTrailing().split("\n", -1)));
    }

    private static byte[] text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

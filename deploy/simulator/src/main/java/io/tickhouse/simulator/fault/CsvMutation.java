package io.tickhouse.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** The mutations of rows. */
final class CsvMutation {
    private static final int HUGE = 8 << 20;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final List<String> ABSURD = List.of(
            "-1",
            "-0",
            "1e308",
            "1E-30",
            "NaN",
            "Infinity",
            "9223372036854775808",
            "18446744073709551616",
            "1" + "0".repeat(400),
            "0." + "0".repeat(40) + "1",
            "0x1F",
            "1_000",
            "+1",
            " 1",
            "--1",
            ".",
            "1.",
            ".5",
            "1.2.3",
            "");
    private static final List<String> FOREIGN = List.of(
            "\u0661\u0662\u0663", "\uFF11\uFF12", "\u00BD", "\uFEFF1", "1\u00A0000", "\uD83D\uDCB0", "\u221E", "１２３.４");

    private final byte[] csv;
    private final String what;

    private CsvMutation(byte[] csv, String what) {
        this.csv = csv;
        this.what = what;
    }

    byte[] csv() {
        return csv;
    }

    String what() {
        return what;
    }

    /** @throws IllegalArgumentException when the CSV has no row */
    static CsvMutation of(Mutation mutation, byte[] csv, SplittableRandom random) {
        // one byte, one char and back, whatever the bytes are
        List<String> lines = new ArrayList<>(
                new String(csv, StandardCharsets.ISO_8859_1).lines().toList());
        int header = hasHeader(lines) ? 1 : 0;
        if (lines.size() <= header) {
            throw new IllegalArgumentException(
                    "expected a CSV with at least one row, found " + lines.size() + " lines");
        }
        int at = random.nextInt(header, lines.size());
        String what = switch (mutation) {
            case HUGE_LINE -> hugeLine(lines, at, random);
            case WRONG_COLUMNS -> wrongColumns(lines, at, random);
            case NUL_BYTES -> withField(lines, at, random, "\0".repeat(random.nextInt(1, 9)), true);
            case NON_ASCII -> nonAscii(lines, at, random);
            case WRONG_HEADER -> wrongHeader(lines, header, random);
            case MIXED_LAYOUTS -> mixed(lines, at);
            case ABSURD_NUMBERS -> absurd(lines, at, ABSURD.get(random.nextInt(ABSURD.size())), random);
            default -> throw new IllegalArgumentException("expected a mutation of rows, found " + mutation);
        };
        return new CsvMutation((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1), what);
    }

    private static boolean hasHeader(List<String> lines) {
        return !lines.isEmpty()
                && !lines.getFirst().isEmpty()
                && Character.isLetter(lines.getFirst().charAt(0));
    }

    private static String hugeLine(List<String> lines, int at, SplittableRandom random) {
        // digits stay a number that never ends, commas become columns without end
        String filler = random.nextBoolean() ? "7" : "7,";
        lines.set(at, lines.get(at) + filler.repeat(HUGE / filler.length()));
        return "line " + (at + 1) + " is " + lines.get(at).length() + " bytes long";
    }

    private static String wrongColumns(List<String> lines, int at, SplittableRandom random) {
        List<String> columns = columns(lines.get(at));
        int column = random.nextInt(columns.size());
        boolean more = random.nextBoolean();
        if (more) {
            columns.add(column, columns.get(column));
        } else {
            columns.remove(column);
        }
        lines.set(at, String.join(",", columns));
        return "line " + (at + 1) + (more ? " has column " + (column + 1) + " twice" : " lacks column " + (column + 1));
    }

    private static String withField(List<String> lines, int at, SplittableRandom random, String text, boolean append) {
        List<String> columns = columns(lines.get(at));
        int column = random.nextInt(columns.size());
        columns.set(column, append ? columns.get(column) + text : text);
        lines.set(at, String.join(",", columns));
        return "line " + (at + 1) + ", column " + (column + 1) + " is " + visible(columns.get(column));
    }

    private static String nonAscii(List<String> lines, int at, SplittableRandom random) {
        int which = random.nextInt(FOREIGN.size() + 1);
        byte[] bytes = which == FOREIGN.size()
                ? new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF}
                : FOREIGN.get(which).getBytes(StandardCharsets.UTF_8);
        return withField(lines, at, random, new String(bytes, StandardCharsets.ISO_8859_1), false);
    }

    private static String wrongHeader(List<String> lines, int header, SplittableRandom random) {
        if (header == 1) {
            String was = lines.getFirst();
            List<String> columns = columns(was);
            do {
                Collections.rotate(columns, random.nextInt(1, columns.size() + 1));
                columns.set(random.nextInt(columns.size()), "unheard_of");
            } while (String.join(",", columns).equals(was));
            lines.set(0, String.join(",", columns));
        } else {
            lines.addFirst("open_time,unheard_of,low");
        }
        return "the first line is '" + lines.getFirst() + "'";
    }

    /** Milliseconds turn to microseconds and back, booleans change their case, and a column moves to the end. */
    private static String mixed(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            List<String> columns = columns(lines.get(i));
            columns.replaceAll(CsvMutation::otherLayout);
            columns.add(columns.remove(0));
            lines.set(i, String.join(",", columns));
        }
        return "from line " + (from + 1) + " on another layout, the first column last: '" + visible(lines.get(from))
                + "'";
    }

    private static String otherLayout(String field) {
        return switch (field) {
            case "True" -> "true";
            case "False" -> "false";
            case "true" -> "True";
            case "false" -> "False";
            default -> {
                if (field.matches("1\\d{12}")) {
                    yield field + "000";
                }
                yield field.matches("1\\d{15}") ? field.substring(0, 13) : field;
            }
        };
    }

    private static String absurd(List<String> lines, int at, String number, SplittableRandom random) {
        List<String> columns = columns(lines.get(at));
        List<Integer> numeric = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (NUMBER.matcher(columns.get(i)).matches()) {
                numeric.add(i);
            }
        }
        if (numeric.isEmpty()) {
            throw new IllegalArgumentException("expected a number in line " + (at + 1) + ", found none");
        }
        int column = numeric.get(random.nextInt(numeric.size()));
        columns.set(column, number);
        lines.set(at, String.join(",", columns));
        return "line " + (at + 1) + ", column " + (column + 1) + " is " + visible(number);
    }

    private static List<String> columns(String line) {
        return new ArrayList<>(Arrays.asList(line.split(",", -1)));
    }

    private static String visible(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "… (" + text.length() + " letters)" : text;
        return "'" + shown.replace("\0", "\\0") + "'";
    }
}

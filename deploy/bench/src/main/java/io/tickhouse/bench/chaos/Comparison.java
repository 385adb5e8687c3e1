package io.tickhouse.bench.chaos;

import io.tickhouse.bench.chaos.Ledger.Stretch;
import io.tickhouse.bench.chaos.Ledger.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table beside what was produced. */
final class Comparison {
    private static final int MOST_STRETCHES = 3;
    private static final String OURS = " FROM " + Stage.TABLE + " WHERE _topic = '" + Stage.TOPIC.name() + "'";

    private final Stage stage;
    private final Ledger ledger;

    Comparison(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    /** What is wrong, one line each, the differing rows among them; empty when every record is there once as produced. */
    List<String> differences() {
        List<String> wrong = new ArrayList<>();
        String all = stage.cell("SELECT count() FROM " + Stage.TABLE);
        if (!all.equals(Long.toString(ledger.rows()))) {
            wrong.add("expected " + ledger.rows() + " rows in the table, found " + all);
        }
        if (!stage.cell("SELECT max(level) FROM system.parts WHERE active AND database || '.' || table = '"
                        + Stage.TABLE + "'")
                .equals("0")) {
            wrong.add("parts were merged, which may have hidden doubled rows");
        }
        offsets(wrong);
        SortedMap<Stretch, Sum> expected = ledger.sums();
        SortedMap<Stretch, Sum> found = found();
        TreeSet<Stretch> stretches = new TreeSet<>(expected.keySet());
        stretches.addAll(found.keySet());
        stretches.removeIf(stretch ->
                expected.getOrDefault(stretch, Sum.NOTHING).equals(found.getOrDefault(stretch, Sum.NOTHING)));
        if (!stretches.isEmpty()) {
            wrong.add("rows or sums of hashes differ in " + stretches.size() + " stretches of " + Ledger.STRETCH
                    + " offsets");
            stretches.stream()
                    .limit(MOST_STRETCHES)
                    .forEach(stretch -> wrong.addAll(new Rows(stage).differences(stretch)));
        }
        return wrong;
    }

    /** Each partition's offsets: as many as there are, each once, without a hole from 0 on. */
    private void offsets(List<String> wrong) {
        for (List<String> row :
                stage.rows("SELECT _partition, count(), uniqExact(_offset), min(_offset), max(_offset) + 1" + OURS
                        + " GROUP BY _partition ORDER BY _partition")) {
            String end = String.valueOf(ledger.ends().get(Integer.valueOf(row.getFirst())));
            if (!row.subList(1, 5).equals(List.of(end, end, "0", end))) {
                wrong.add("partition " + row.getFirst() + ": expected " + end + " rows with the offsets 0 to " + end
                        + " (exclusive), found " + row.get(1) + " rows with " + row.get(2) + " offsets from "
                        + row.get(3) + " to " + row.get(4));
            }
        }
    }

    private SortedMap<Stretch, Sum> found() {
        SortedMap<Stretch, Sum> sums = new TreeMap<>();
        for (List<String> row : stage.rows("SELECT _partition, intDiv(_offset, " + Ledger.STRETCH + "), count(), sum("
                + RowHash.SQL + ")" + OURS + " GROUP BY 1, 2")) {
            sums.put(
                    new Stretch(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1))),
                    new Sum(Long.parseLong(row.get(2)), Long.parseUnsignedLong(row.get(3))));
        }
        return sums;
    }
}

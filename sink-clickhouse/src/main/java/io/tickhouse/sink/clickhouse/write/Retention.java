package io.tickhouse.sink.clickhouse.write;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long rows are kept: a TTL on the time a table is partitioned by. ClickHouse deletes what is older, in its own time.
 * A table that is not named keeps everything; a TTL it has from before is removed.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final Pattern TIME = Pattern.compile("\\((\\w+)\\)");
    private static final Pattern TTL = Pattern.compile(" TTL (.+?)(?: SETTINGS |$)");

    private final ClickHouse clickhouse;
    private final Map<String, Integer> days;

    /** @param days by table of {@code market_store}, 1 or more */
    public Retention(ClickHouse clickhouse, Map<String, Integer> days) {
        this.clickhouse = clickhouse;
        this.days = new TreeMap<>(days);
    }

    /** Whether no table loses rows. */
    public boolean keepsEverything() {
        return days.isEmpty();
    }

    /** Gives every table of {@code market_store} the TTL it is to have; changes nothing where it has it. */
    public void apply() throws StoreException {
        List<String> tables = clickhouse.lines("SELECT name, partition_key, engine_full FROM system.tables"
                + " WHERE database = 'market_store' AND partition_key != '' FORMAT TabSeparatedRaw");
        for (String line : tables) {
            String[] cells = line.split("\t", -1);
            apply(cells[0], cells[1], cells[2]);
        }
    }

    private void apply(String table, String partitionKey, String engine) throws StoreException {
        Matcher ttl = TTL.matcher(engine);
        String present = ttl.find() ? ttl.group(1) : "";
        String wanted = wanted(table, partitionKey);
        if (present.equals(wanted)) {
            return;
        }
        clickhouse.execute(
                "ALTER TABLE market_store." + table + (wanted.isEmpty() ? " REMOVE TTL" : " MODIFY TTL " + wanted));
        LOG.atWarn()
                .addKeyValue("table", table)
                .addKeyValue("ttl", wanted.isEmpty() ? "none" : wanted)
                .addKeyValue("before", present.isEmpty() ? "none" : present)
                .log("retention changed");
    }

    private String wanted(String table, String partitionKey) {
        if (!days.containsKey(table)) {
            return "";
        }
        Matcher time = TIME.matcher(partitionKey);
        if (!time.find()) {
            throw new IllegalStateException("expected market_store." + table
                    + " to be partitioned by a function of one time, found " + partitionKey);
        }
        return "toDateTime(" + time.group(1) + ") + toIntervalDay(" + requireNonNull(days.get(table)) + ")";
    }
}

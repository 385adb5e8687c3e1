package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Migration;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.sink.clickhouse.write.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted is what is in trades, however often and in whatever pieces it came. */
@WithLocalStack
class CoverageByDayTest {
    private static final String DAY = "2025-03-01";
    private static final String NEXT = "2025-03-02";
    private Stack stack;

    @BeforeEach
    void migrate(Endpoints endpoints) throws StoreException {
        stack = Stack.migrated(endpoints);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void missingIdsAreCountedInsideADayAndBetweenDaysAndRepeatsChangeNothing() throws Exception {
        insert("COV", "first", DAY, LongStream.of(10, 11, 14));
        insert("COV", "second", NEXT, LongStream.rangeClosed(20, 25));
        String expected = DAY + "\t3\t10\t14\t2\t\\N";
        String next = NEXT + "\t6\t20\t25\t0\t5";
        assertThat(days("COV")).isEqualTo(expected + "\n" + next);

        insert("COV", "first", DAY, LongStream.of(10, 11, 14)); // the sink's repeat
        insert("COV", "replica", DAY, LongStream.of(11, 14)); // another capture
        stack.clickhouse.execute("OPTIMIZE TABLE market_store.trade_days FINAL");
        assertThat(days("COV")).isEqualTo(expected + "\n" + next);

        insert("COV", "repair", DAY, LongStream.of(12, 13));
        assertThat(days("COV")).isEqualTo(DAY + "\t5\t10\t14\t0\t\\N\n" + next);
    }

    @Test
    void aConditionOnTheDayDoesNotHideTheDayBefore() throws Exception {
        insert("COND", "first", DAY, LongStream.of(1));
        insert("COND", "second", NEXT, LongStream.of(5));
        assertThat(stack.cell("SELECT ids_missing_before FROM market.coverage_by_day WHERE symbol = 'COND' AND day = '"
                        + NEXT + "'"))
                .isEqualTo("3");
    }

    @Test
    void negativeIdsKeepTheirOrder() throws Exception {
        insert("NEGATIVE", "first", DAY, LongStream.of(-3, -2, 0, 2));
        assertThat(days("NEGATIVE")).isEqualTo(DAY + "\t4\t-3\t2\t2\t\\N");
    }

    @Test
    void tradesWithoutAContiguousIdAreCountedOnceAndMissNothing() throws Exception {
        for (String token : new String[] {"one", "other"}) {
            insert(
                    token,
                    "'UUID', 'a', NULL, '" + DAY + " 10:00:00', 1",
                    "'UUID', 'b', NULL, '" + DAY + " 10:00:01', 2");
        }
        assertThat(days("UUID")).isEqualTo(DAY + "\t2\t\\N\t\\N\t\\N\t\\N");
    }

    @Test
    void tradesFromBeforeTheMigrationAreCountedAndApplyingItTwiceCountsNothingTwice() throws Exception {
        stack.clickhouse.execute("DROP TABLE market_store.coverage_feed");
        insert("BEFORE", "first", DAY, LongStream.rangeClosed(1, 100));
        assertThat(days("BEFORE")).isEmpty();
        for (int i = 0; i < 2; i++) {
            migrate();
        }
        assertThat(days("BEFORE")).isEqualTo(DAY + "\t100\t1\t100\t0\t\\N");
    }

    @Test
    void daysWrittenBeforeTheirEndsWereStoredHaveThemToo() throws Exception {
        stack.clickhouse.execute("ALTER TABLE market_store.trade_days DROP COLUMN lowest, DROP COLUMN highest");
        insert("ENDS", "before", DAY, LongStream.rangeClosed(-3, 5));
        migrate();
        assertThat(days("ENDS")).isEqualTo(DAY + "\t9\t-3\t5\t0\t\\N");
        insert("ENDS", "after", DAY, LongStream.of(7));
        stack.clickhouse.execute("OPTIMIZE TABLE market_store.trade_days FINAL");
        assertThat(days("ENDS")).isEqualTo(DAY + "\t10\t-3\t7\t1\t\\N");
    }

    /** Every step again, as after an interruption. */
    private void migrate() throws Exception {
        for (Migration migration : Migrations.all()) {
            for (String statement : migration.statements()) {
                stack.clickhouse.execute(statement);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aKillAtARenameAndTheSinksRepeatLeaveTheCountRight(int rename, LocalStack local) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not there to kill the engine with");
        String symbol = "KILLED" + rename;
        insert(symbol, "warm" + rename, NEXT, LongStream.of(1_000));
        long pid = local.clickhouse().handle().pid();
        Process strace = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-f",
                        "-qq",
                        "-e",
                        "trace=rename",
                        "-e",
                        "inject=rename:error=EINTR:signal=SIGKILL:when=" + rename,
                        "-p",
                        Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Awaitility.await("strace is attached or has failed")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !strace.isAlive() || traced(pid));
            assumeTrue(strace.isAlive(), "strace may not attach here");
            assertThatThrownBy(() -> insert(symbol, "killed" + rename, DAY, LongStream.rangeClosed(1, 50)))
                    .isInstanceOf(StoreException.class);
        } finally {
            strace.destroy();
            strace.waitFor(10, TimeUnit.SECONDS);
            local.clickhouse().kill();
            local.clickhouse().start();
        }
        insert(symbol, "killed" + rename, DAY, LongStream.rangeClosed(1, 50));
        // what the sink does when it reads back that rows are missing
        insert(symbol, "killed" + rename + ":repair1", DAY, LongStream.rangeClosed(1, 50));
        assertThat(days(symbol)).startsWith(DAY + "\t50\t1\t50\t0\t\\N");
        assertThat(stack.cell("SELECT count() FROM market.trades WHERE symbol = '" + symbol
                        + "' AND toDate(event_time) = '" + DAY + "'"))
                .isEqualTo("50");
    }

    private static boolean traced(long pid) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return status.anyMatch(line -> line.matches("TracerPid:\\s+[1-9].*"));
        }
    }

    private String days(String symbol) throws StoreException {
        return String.join(
                "\n",
                stack.lines("SELECT day, rows, first_sequence, last_sequence, ids_missing, ids_missing_before"
                        + " FROM market.coverage_by_day WHERE venue = 'coverage' AND symbol = '" + symbol
                        + "' ORDER BY day"));
    }

    private void insert(String symbol, String token, String day, LongStream ids) throws StoreException {
        insert(
                symbol + token,
                ids.mapToObj(id -> "'" + symbol + "', '" + id + "', " + id + ", '" + day + " 10:00:00', " + id)
                        .toArray(String[]::new));
    }

    /** Inserts rows of symbol, id, sequence, event time and offset with the settings of the sink. */
    private void insert(String token, String... rows) throws StoreException {
        stack.clickhouse.execute(
                "INSERT INTO market_store.trades (venue, symbol, trade_id, sequence, event_time, _offset,"
                        + " price, quantity) SETTINGS insert_deduplication_token = '" + token
                        + "', deduplicate_insert = 'enable',"
                        + " insert_deduplicate = 1, deduplicate_blocks_in_dependent_materialized_views = 1, async_insert = 0,"
                        + " optimize_on_insert = 0 VALUES "
                        + Stream.of(rows)
                                .map(row -> "('coverage', " + row + ", 1, 1)")
                                .collect(Collectors.joining(", ")));
    }
}

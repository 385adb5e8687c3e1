package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Migration;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.sink.clickhouse.write.StoreException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migration that turns the candles' order round, interrupted anywhere. */
@WithLocalStack
class MovedCandlesTest {
    private static final String EVERYTHING =
            "SELECT *, _version, _stored FROM market_store.candles WHERE symbol = 'MOVED' ORDER BY _offset";
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
    void interruptedAfterAnyStatementAllCandlesAreThereAndTheNextRunEndsIt() throws Exception {
        List<String> statements = moving().statements().stream()
                .filter(statement -> !statement.contains("sleepEachRow")) // nothing else inserts here
                .toList();
        insert("MOVED", 1_000);
        stack.clickhouse.execute("OPTIMIZE TABLE market_store.candles FINAL");
        List<String> before = stack.lines(EVERYTHING);
        assertThat(before).hasSize(1_000).allMatch(row -> !row.endsWith("\\N"), "with the time it was stored");
        for (int interrupted = 1; interrupted <= statements.size(); interrupted++) {
            for (String statement : statements.subList(0, interrupted)) {
                stack.clickhouse.execute(statement);
            }
            assertThat(stack.lines(EVERYTHING))
                    .as("after statement %s", interrupted)
                    .isEqualTo(before);
            for (String statement : statements) {
                stack.clickhouse.execute(statement);
            }
            assertThat(stack.lines(EVERYTHING))
                    .as("run again after %s", interrupted)
                    .isEqualTo(before);
        }
        assertThat(
                        stack.cell(
                                "SELECT create_table_query FROM system.tables WHERE database = 'market_store' AND name = 'candles'"))
                .contains("interval, open_time DESC)");
        insert("AFTER", 3);
        assertThat(stack.cell("SELECT count() FROM market.candles WHERE symbol = 'AFTER'"))
                .isEqualTo("3");
    }

    @Test
    void whileCandlesMoveASinkOfAnOlderVersionIsToldToTryAgain() throws Exception {
        for (String statement : moving().statements()) {
            stack.clickhouse.execute(statement);
            if (statement.contains("ADD CONSTRAINT")) {
                assertThatThrownBy(() -> insert("LATE", 1))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                refused -> assertThat(refused.heals()).isTrue());
            }
        }
        insert("LATE", 1);
        assertThat(stack.cell("SELECT count() FROM market.candles WHERE symbol = 'LATE'"))
                .isEqualTo("1");
    }

    private static Migration moving() {
        return Migrations.all().stream()
                .filter(migration -> migration.name().equals("reads"))
                .findFirst()
                .orElseThrow();
    }

    private void insert(String symbol, int candles) throws StoreException {
        stack.clickhouse.execute(
                "INSERT INTO market_store.candles (venue, symbol, interval, open_time, close_time, open, high,"
                        + " low, close, volume, quantity_unit, trade_count, closed, update_time, _topic, _partition, _offset,"
                        + " _published) SETTINGS async_insert = 0 SELECT 'binance-spot', '" + symbol
                        + "', '1m', toDateTime64('2024-12-31 20:00:00', 6, 'UTC') + INTERVAL number MINUTE AS opened, opened"
                        + " + INTERVAL 1 MINUTE, 1, 2, 1, 2, 3, 'BASE', 4, true, now64(6), 'market.candles.v1', 0, number, now64(3)"
                        + " FROM numbers(" + candles + ")");
    }
}

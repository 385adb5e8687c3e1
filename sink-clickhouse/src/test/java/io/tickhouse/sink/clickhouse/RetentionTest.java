package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.service.config.ConfigProblems;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.sink.clickhouse.write.Retention;
import io.tickhouse.sink.clickhouse.write.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that grow too old, where somebody asked for it. */
@WithLocalStack
class RetentionTest {
    private Stack stack;

    @BeforeEach
    void migrate(Endpoints endpoints) throws StoreException {
        stack = Stack.migrated(endpoints);
    }

    @AfterEach
    void keepEverything() throws StoreException {
        new Retention(stack.clickhouse, Map.of()).apply();
        stack.close();
    }

    @Test
    void nothingIsDeletedUnlessItIsAskedFor(Endpoints endpoints) throws Exception {
        assertThat(config(endpoints, "").retention()).isEmpty();
        new Retention(stack.clickhouse, Map.of()).apply();
        assertThat(tablesWithATtl()).isEmpty();
    }

    @Test
    void aNamedTableLosesItsOldRowsAndKeepsTheOthersAndATableNoLongerNamedKeepsAll(Endpoints endpoints)
            throws Exception {
        stack.clickhouse.execute(
                "INSERT INTO market_store.liquidations (venue, symbol, event_time) SETTINGS async_insert = 0"
                        + " VALUES ('retention', 'OLD', now() - INTERVAL 40 DAY),"
                        + " ('retention', 'YOUNG', now() - INTERVAL 20 DAY)");
        Retention retention = new Retention(
                stack.clickhouse,
                config(endpoints, "liquidations:30, candles:365").retention());
        retention.apply();
        retention.apply(); // what is there is not set again
        stack.clickhouse.execute("OPTIMIZE TABLE market_store.liquidations FINAL");

        stack.await("SELECT groupArray(symbol) FROM market.liquidations WHERE venue = 'retention'", "['YOUNG']");
        assertThat(tablesWithATtl()).containsExactly("candles", "liquidations");

        new Retention(stack.clickhouse, Map.of("candles", 7)).apply();
        assertThat(tablesWithATtl()).containsExactly("candles");
        assertThat(stack.cell("SELECT engine_full FROM system.tables WHERE database = 'market_store'"
                        + " AND name = 'candles'"))
                .contains("TTL toDateTime(open_time) + toIntervalDay(7)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trads:30", "trades:0", "trades:-1", "trades", "trades:x", "trades:30,trades:31"})
    void whatNamesNoTableOrNoNumberOfDaysIsAProblemOfTheConfiguration(
            String setting, @SuppressWarnings("unused") Endpoints endpoints) {
        assertThatThrownBy(() -> config(endpoints, setting))
                .isInstanceOfSatisfying(
                        ConfigProblems.class,
                        problems -> assertThat(problems.problems())
                                .anyMatch(problem ->
                                        problem.contains("sink.retention.days") && problem.contains("trad")));
    }

    private List<String> tablesWithATtl() throws StoreException {
        return stack.lines("SELECT name FROM system.tables WHERE database = 'market_store'"
                + " AND engine_full LIKE '% TTL %' ORDER BY name");
    }

    private static SinkConfig config(Endpoints endpoints, String retention) {
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.put("TICKHOUSE_SINK_RETENTION_DAYS", retention);
        return new SinkConfig(
                ServiceConfig.load(SinkConfig.def(), SinkConfig.PREFIX, Optional.empty(), environment, List.of()));
    }
}

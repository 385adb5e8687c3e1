package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import org.junit.jupiter.api.Test;

@WithLocalStack
class LatencyTest {
    @Test
    void everyStretchOfTheWayIsInMicrosecondsAndArchivesAndOlderRowsHaveNone(Endpoints endpoints) throws Exception {
        try (Stack stack = Stack.of(endpoints)) {
            new MigrationRunner(stack.clickhouse, Migrations.all()).migrate();
            stack.clickhouse.execute(
                    "INSERT INTO market_store.book_tickers (venue, symbol, event_time, receive_time, _published)"
                            + " SETTINGS async_insert = 0 VALUES"
                            + " ('latency', 'LIVE', '2025-03-01 10:00:00.000000', '2025-03-01 10:00:00.001500', '2025-03-01 10:00:00.004'),"
                            + " ('latency', 'OLDER', '2025-03-01 10:00:00', '2025-03-01 10:00:00.001500', NULL),"
                            + " ('latency', 'ARCHIVE', '2025-03-01 10:00:00', NULL, '2025-03-01 10:00:00.004')");

            assertThat(stack.lines("SELECT symbol, data_type, event_to_receive_us, receive_to_produced_us,"
                            + " produced_to_stored_us IS NULL, event_to_stored_us IS NULL"
                            + " FROM market.latency WHERE venue = 'latency' ORDER BY symbol"))
                    .containsExactly("LIVE\tbook_tickers\t1500\t2500\t0\t0", "OLDER\tbook_tickers\t1500\t\\N\t1\t1");
            assertThat(stack.cell("SELECT event_to_stored_us - produced_to_stored_us, stored_time <= now64(6),"
                            + " stored_time > now64(6) - INTERVAL 5 MINUTE"
                            + " FROM market.latency WHERE venue = 'latency' AND symbol = 'LIVE'"))
                    .isEqualTo("4000\t1\t1");
        }
    }
}

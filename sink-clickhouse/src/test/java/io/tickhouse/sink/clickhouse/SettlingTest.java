package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.service.StopSignal;
import io.tickhouse.sink.clickhouse.map.ChunkPool;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.map.TablePartitions;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.plan.OffsetRange;
import io.tickhouse.sink.clickhouse.plan.Token;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.Batch;
import io.tickhouse.sink.clickhouse.write.BatchWriter;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.Tenure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** While an earlier insert of a batch still runs, nobody knows yet what of it is missing. */
@WithLocalStack
class SettlingTest {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final BatchWriter.Attempts UNHEARD = new BatchWriter.Attempts() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(String why) {}
    };

    private static final TableShape TABLE = new TableShape(
            "trades",
            Map.of(
                    "_topic", "LowCardinality(String)",
                    "_partition", "Int32",
                    "_offset", "Int64",
                    "_published", "Nullable(DateTime64(3, 'UTC'))"),
            TablePartitions.parse("trades", "toYYYYMM(event_time)"));

    @Test
    void aSinkThatStopsWhileAnEarlierInsertRunsLeavesTheBatchToTheNext(Endpoints endpoints) throws Exception {
        StopSignal stop = new StopSignal();
        assertThat(outcome(endpoints, "STOPS:0:0-9", stop, new AtomicBoolean(), stop::stop))
                .isEqualTo(new WriteOutcome.Abandoned());
    }

    @Test
    void aSinkThatLosesThePartitionWhileAnEarlierInsertRunsLeavesTheBatchToItsNewOwner(Endpoints endpoints)
            throws Exception {
        AtomicBoolean given = new AtomicBoolean();
        assertThat(outcome(endpoints, "LOSES:0:0-9", new StopSignal(), given, () -> given.set(true)))
                .isEqualTo(new WriteOutcome.Abandoned());
    }

    /** What becomes of a repeated batch when something happens while an earlier insert of it runs. */
    private static WriteOutcome outcome(
            Endpoints endpoints, String token, StopSignal stop, AtomicBoolean given, Runnable event) throws Exception {
        Batch batch = new Batch(
                "trades",
                "market.trades.v1",
                0,
                new OffsetRange(0, 9),
                new Token(token),
                new RowBlock(TABLE, "market.trades.v1", 0, 100, new ChunkPool(0)));
        String running = "tickhouse-" + token + "/earlier";
        try (ClickHouse clickhouse = new ClickHouse(
                        endpoints.clickhouseUrl(),
                        endpoints.clickhouseUser(),
                        endpoints.clickhousePassword(),
                        Map.of(),
                        60_000);
                HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<Void>> earlier = http.sendAsync(
                    HttpRequest.newBuilder(URI.create(endpoints.clickhouseUrl() + "/?query_id=" + running))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "SELECT sleepEachRow(1) FROM numbers(60) SETTINGS max_block_size = 1"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            String processes = "SELECT query_id FROM system.processes WHERE query_id = '" + running + "'";
            Awaitility.await("the earlier insert").until(() -> clickhouse.lines(processes), List.of(running)::equals);
            BatchWriter writer = new BatchWriter(clickhouse, stop, UNHEARD, PAUSE, PAUSE);

            CompletableFuture<WriteOutcome> written = CompletableFuture.supplyAsync(() -> {
                try {
                    return writer.write(batch, true, new Held(given));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await("still waiting")
                    .during(Duration.ofMillis(600))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !written.isDone());
            event.run();

            WriteOutcome outcome = written.get(20, TimeUnit.SECONDS);
            assertThat(clickhouse.lines(processes))
                    .as("the earlier insert still runs")
                    .isNotEmpty();
            clickhouse.execute("KILL QUERY WHERE query_id = '" + running + "' SYNC");
            earlier.handle((response, failure) -> response).get(30, TimeUnit.SECONDS);
            return outcome;
        }
    }

    private record Held(AtomicBoolean given) implements Tenure {
        @Override
        public boolean isOver() {
            return given.get();
        }

        @Override
        public boolean isSure() {
            return true;
        }
    }
}

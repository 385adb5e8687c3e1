package io.tickhouse.ingest.bulk.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Trade;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads the recorded trades beside the checkout, where they are. */
@WithLocalStack
class RecordedTradesTest {
    private final Stack stack;

    RecordedTradesTest(Endpoints endpoints) {
        stack = new Stack(endpoints);
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot, BTCUSDT, 19904",
        "binance-usdm, BTCUSDT, 21313",
        "binance-coinm, BTCUSD_PERP, 2286"
    })
    void everyRecordedTradeArrivesOnceAlsoWhenLoadedTwice(
            String venue, String symbol, int trades, @TempDir Path folder) throws IOException {
        Path mirror = Path.of(System.getProperty("tickhouse.root")).resolveSibling("shared/fixtures/vision-mirror");
        Assumptions.assumeTrue(Files.isDirectory(mirror), "no recorded trades in " + mirror);
        String[] arguments = {
            "--archive",
            mirror.toString(),
            "--venue",
            venue,
            "--symbols",
            symbol,
            "--from",
            "2024-08-08",
            "--to",
            "2024-08-09"
        };
        LoadRun first = LoadRun.of(stack.environment(), folder, new StopSignal(), arguments);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.total("rows")).isEqualTo(trades);
        LoadRun second = LoadRun.of(stack.environment(), folder, new StopSignal(), arguments);
        assertThat(second.code()).isZero();
        assertThat(second.total("published_now")).isZero();

        List<Trade> published = stack.trades(venue, symbol);
        assertThat(published).hasSize(trades);
        assertThat(published.stream().map(Trade::getTradeId).distinct()).hasSize(trades);
        assertThat(published).isSortedAccordingTo((a, b) -> Long.compare(a.getSequence(), b.getSequence()));
    }
}

package io.tickhouse.ingest.ws;

import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Captures live market data from venue WebSockets into live topics. */
@Command(
        name = "ingest-ws",
        mixinStandardHelpOptions = true,
        description = "Captures live trades of Binance spot into market.trades.v1 until it is stopped.",
        footer = {
            "",
            "Example:",
            "  TICKHOUSE_KAFKA_BOOTSTRAP=localhost:9092 TICKHOUSE_SCHEMA_REGISTRY_URL=http://localhost:8081 \\",
            "  TICKHOUSE_WS_SYMBOLS=BTCUSDT,ETHUSDT ingest-ws"
        })
public final class IngestWs implements Callable<Integer> {
    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        return ServiceRunner.run(new IngestWsService(), options);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new IngestWs()).execute(args));
    }
}

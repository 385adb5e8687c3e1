package io.tickhouse.streams;

import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Derives candles and gaps from trades, exactly once. */
@Command(
        name = AggregatorService.NAME,
        mixinStandardHelpOptions = true,
        description = "Reads trades, writes candles and gaps, exactly once. Settings: --print-config lists them.",
        subcommands = RecomputeCommand.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped as asked", "1:could not go on; the message says why", "2:wrong settings"})
public final class StreamsAggregator implements Callable<Integer> {
    @Mixin
    private ServiceOptions options = new ServiceOptions();

    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamsAggregator()).execute(args));
    }

    @Override
    public Integer call() {
        return ServiceRunner.run(new AggregatorService(), options);
    }
}

package io.tickhouse.launcher;

import io.tickhouse.launcher.command.DeadLettersCommand;
import io.tickhouse.launcher.command.DemoCommand;
import io.tickhouse.launcher.command.DownCommand;
import io.tickhouse.launcher.command.IngestCommand;
import io.tickhouse.launcher.command.ServiceCommands;
import io.tickhouse.launcher.command.SqlCommand;
import io.tickhouse.launcher.command.StatusCommand;
import io.tickhouse.launcher.command.TailCommand;
import io.tickhouse.launcher.command.TopicsCommand;
import io.tickhouse.launcher.command.UpCommand;
import io.tickhouse.launcher.command.VersionCommand;
import io.tickhouse.local.StackException;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.service.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The {@code tickhouse} command. */
@Command(
        name = "tickhouse",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        description = "Exchange market data into Kafka topics and ClickHouse tables that can be trusted.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SqlCommand.class,
            TopicsCommand.class,
            TailCommand.class,
            DeadLettersCommand.class,
            IngestCommand.class,
            ServiceCommands.Capture.class,
            ServiceCommands.Streams.class,
            ServiceCommands.Recompute.class,
            ServiceCommands.Sink.class,
            ServiceCommands.Simulator.class,
            ServiceCommands.Bench.class,
            VersionCommand.class,
        },
        footerHeading = "%nA first walk:%n",
        footer = {
            "  ./tickhouse demo                 an archive's whole journey, with proof; stays up to look around",
            "  ./tickhouse up                   a broker, a registry and ClickHouse on this machine",
            "  ./tickhouse sink                 then, each in a terminal of its own: the sink,",
            "  ./tickhouse streams              the candles,",
            "  ./tickhouse ingest bulk load --venue binance-spot --symbols BTCUSDT --from 2024-08-08 --to 2024-08-09",
            "  ./tickhouse sql \"SELECT * FROM market.candles ORDER BY open_time LIMIT 5\"",
            "",
            "Also: ./tickhouse build | test | format   for those who change Tickhouse itself.",
            "",
            "Commands work on the stack of up or demo, unless TICKHOUSE_KAFKA_BOOTSTRAP,",
            "TICKHOUSE_SCHEMA_REGISTRY_URL, TICKHOUSE_CLICKHOUSE_URL (_USER, _PASSWORD) name another.",
            "NO_COLOR switches colours off.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the message says why",
            "2:wrong command line or configuration; nothing was done",
            "3:done, but some records were refused and are in the dead letters (./tickhouse dead-letters list)"
        })
public final class Tickhouse {
    private Tickhouse() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Tickhouse());
        commandLine.setColorScheme(
                CommandLine.Help.defaultColorScheme(Terminal.current().colours() ? Ansi.ON : Ansi.OFF));
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            boolean expected = failure instanceof LauncherException
                    || failure instanceof StackException
                    || failure instanceof ProvisioningException;
            if (expected) {
                command.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return commandLine;
    }
}

package io.tickhouse.ingest.bulk;

import io.tickhouse.ingest.bulk.command.AddCommand;
import io.tickhouse.ingest.bulk.command.Changes;
import io.tickhouse.ingest.bulk.command.ListCommand;
import io.tickhouse.ingest.bulk.command.ShowCommand;
import io.tickhouse.ingest.bulk.load.LoadCommand;
import io.tickhouse.ingest.bulk.run.RunCommand;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads exchange archives into history topics. */
@Command(
        name = BulkConfig.SERVICE,
        mixinStandardHelpOptions = true,
        description = "Loads exchange archives into history topics: every row once, resumable to the row.",
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            ShowCommand.class,
            Changes.Pause.class,
            Changes.Resume.class,
            Changes.Cancel.class,
            Changes.Remove.class,
            Changes.Move.class,
            Changes.Retry.class,
            Changes.Resync.class,
            RunCommand.class,
            LoadCommand.class
        })
public final class IngestBulk implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new IngestBulk());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command after " + BulkConfig.SERVICE + ": add, list, run, load or another; see --help");
    }
}
